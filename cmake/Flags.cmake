# Compiler and linker flags of our own code; foreign headers are SYSTEM and never see them.
add_library(mltrack_flags INTERFACE)
target_compile_features(mltrack_flags INTERFACE cxx_std_20)
# Debian ships no libfmt.a; header-only keeps fmt out of the list of shared libraries.
target_compile_definitions(mltrack_flags INTERFACE FMT_HEADER_ONLY)
# -ffunction-sections: the linker drops what no command reaches, which keeps start-up small.
target_compile_options(mltrack_flags INTERFACE -ffunction-sections -fdata-sections -fvisibility=hidden)

if(MLTRACK_DEV)
  target_compile_options(mltrack_flags INTERFACE
    -Werror -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference
    # A field left out of a designated initializer keeps its default: that is what they are for.
    -Wno-missing-field-initializers)
  target_compile_definitions(mltrack_flags INTERFACE _GLIBCXX_ASSERTIONS)
endif()

if(MLTRACK_SANITIZE)
  target_compile_options(mltrack_flags INTERFACE
    -fsanitize=${MLTRACK_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    # gcc 12 reports null dereferences in code that the sanitizer itself inserted.
    -Wno-null-dereference -Wno-maybe-uninitialized)
  target_link_options(mltrack_flags INTERFACE -fsanitize=${MLTRACK_SANITIZE})
endif()

if(MLTRACK_COVERAGE)
  target_compile_options(mltrack_flags INTERFACE --coverage)
  target_link_options(mltrack_flags INTERFACE --coverage)
endif()

if(NOT MLTRACK_SANITIZE)
  # The dynamic linker is the largest cost of a one-millisecond program: only libc stays shared.
  target_link_options(mltrack_flags INTERFACE
    -static-libstdc++ -static-libgcc -Wl,--gc-sections -Wl,-O1 -Wl,--as-needed
    -Wl,-z,now -Wl,-z,relro -Wl,--exclude-libs,ALL)
  # Two functions of libm, in code of std::from_chars that is dropped afterwards, would make the
  # program load all of libm on every start. -u takes them from the archive instead. (Only where the
  # optimizer leaves no other call of libm: its archive cannot choose among variants at start.)
  find_library(MLTRACK_LIBM_ARCHIVE libm.a)
  if(MLTRACK_LIBM_ARCHIVE AND CMAKE_BUILD_TYPE STREQUAL "Release")
    target_link_options(mltrack_flags INTERFACE -Wl,-u,fegetround -Wl,-u,fesetround)
    target_link_libraries(mltrack_flags INTERFACE ${MLTRACK_LIBM_ARCHIVE})
  endif()
endif()
