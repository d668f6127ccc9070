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
    # gcc 12 reports null dereferences in code that the sanitizer itself inserted, and every fence of
    # Asio, which the thread sanitizer does not see: at worst it reports a race that is none.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-null-dereference;-Wno-maybe-uninitialized;-Wno-tsan>)
  target_link_options(mltrack_flags INTERFACE -fsanitize=${MLTRACK_SANITIZE})
endif()

if(MLTRACK_LIBFUZZER)
  target_compile_options(mltrack_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(MLTRACK_COVERAGE)
  target_compile_options(mltrack_flags INTERFACE --coverage)
  target_link_options(mltrack_flags INTERFACE --coverage)
endif()

# The release program is static and position-independent: no loader runs, its relocations are packed,
# and it starts on any Linux of the architecture (docs/decisions/0011). Everything else links libc and
# libm as usual, and so does the release program where the system has no libc.a.
find_library(MLTRACK_LIBC_ARCHIVE libc.a)
if(MLTRACK_LIBC_ARCHIVE AND CMAKE_BUILD_TYPE STREQUAL "Release")
  set(MLTRACK_STATIC_DEFAULT ON)
else()
  set(MLTRACK_STATIC_DEFAULT OFF)
endif()
option(MLTRACK_STATIC "Link libc statically too" ${MLTRACK_STATIC_DEFAULT})

if(MLTRACK_STATIC)
  target_link_options(mltrack_flags INTERFACE -static-pie -Wl,-z,pack-relative-relocs)
elseif(NOT MLTRACK_SANITIZE)
  target_link_options(mltrack_flags INTERFACE -static-libstdc++ -static-libgcc)
endif()
if(NOT MLTRACK_SANITIZE)
  target_link_options(mltrack_flags INTERFACE
    -Wl,--gc-sections -Wl,-O1 -Wl,--as-needed -Wl,-z,now -Wl,-z,relro -Wl,--exclude-libs,ALL)
endif()
