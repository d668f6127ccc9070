# mltrack_module(<name> [USES <module>...] [LIBRARIES <target>...])
# One folder src/<name> as an OBJECT library. OBJECT, not STATIC: a command registers itself by a
# static object that nothing refers to, and a static archive would silently leave it out.
# USES is the only place where the order of the modules is written; tools/check_layers.py reads it.
set_property(GLOBAL PROPERTY MLTRACK_MODULES "")
function(mltrack_module name)
  cmake_parse_arguments(ARG "" "" "USES;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  add_library(mltrack_${name} OBJECT ${sources})
  target_include_directories(mltrack_${name}
    PUBLIC ${PROJECT_SOURCE_DIR}/include PRIVATE ${PROJECT_SOURCE_DIR}/src/${name})
  # fmt and the other header libraries come in as SYSTEM: their warnings are not ours.
  target_link_libraries(mltrack_${name} PUBLIC mltrack_flags fmt::fmt-header-only PRIVATE ${ARG_LIBRARIES})
  set_property(GLOBAL APPEND PROPERTY MLTRACK_MODULES ${name})
  foreach(library IN LISTS ARG_LIBRARIES)
    set_property(GLOBAL APPEND PROPERTY MLTRACK_LIBRARIES ${library})
  endforeach()
endfunction()

# mltrack_link(<target>): an executable with every module in it.
function(mltrack_link target)
  get_property(modules GLOBAL PROPERTY MLTRACK_MODULES)
  get_property(libraries GLOBAL PROPERTY MLTRACK_LIBRARIES)
  list(TRANSFORM modules PREPEND mltrack_)
  target_link_libraries(${target} PRIVATE ${modules} ${libraries} Threads::Threads)
endfunction()
