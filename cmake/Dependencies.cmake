# Every foreign library, found in Debian's packages; nothing is downloaded.
# Archives (.a) are preferred where Debian has them, so that the program needs libc alone at run time.
find_package(Threads REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(yaml-cpp REQUIRED)
if(MLTRACK_DEV)
  find_package(doctest REQUIRED)
endif()

# mltrack_archive(<target> <library> <header>): an imported target for one C or C++ library.
function(mltrack_archive target library header)
  find_library(${target}_LIBRARY NAMES lib${library}.a ${library} REQUIRED)
  find_path(${target}_INCLUDE ${header} REQUIRED)
  add_library(${target} UNKNOWN IMPORTED)
  set_target_properties(${target} PROPERTIES
    IMPORTED_LOCATION ${${target}_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${${target}_INCLUDE})
endfunction()
mltrack_archive(libyaml yaml yaml.h)
mltrack_archive(yaml_cpp_archive yaml-cpp yaml-cpp/yaml.h)
mltrack_archive(utf8proc utf8proc utf8proc.h)
mltrack_archive(re2 re2 re2/re2.h)

# Asio and Beast are headers alone.
find_path(BOOST_HEADERS boost/beast.hpp REQUIRED)
add_library(boost_headers INTERFACE IMPORTED)
target_include_directories(boost_headers SYSTEM INTERFACE ${BOOST_HEADERS})
# Boost 1.74 does not know that clang, and so clang-tidy, has the coroutines of C++20 as well.
target_compile_definitions(boost_headers INTERFACE BOOST_ASIO_HAS_CO_AWAIT=1 BOOST_ASIO_HAS_STD_COROUTINE=1)
