include(GNUInstallDirs)
install(TARGETS mltrack RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# Completions and manual pages are written by the program itself, so they cannot go stale.
foreach(shell_and_file
    "bash;share/bash-completion/completions;mltrack"
    "zsh;share/zsh/site-functions;_mltrack"
    "fish;share/fish/vendor_completions.d;mltrack.fish")
  list(GET shell_and_file 0 shell)
  list(GET shell_and_file 1 folder)
  list(GET shell_and_file 2 file)
  install(CODE "file(MAKE_DIRECTORY \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${folder}\")
    execute_process(COMMAND $<TARGET_FILE:mltrack> completion ${shell}
      OUTPUT_FILE \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${folder}/${file}\" COMMAND_ERROR_IS_FATAL ANY)")
endforeach()
install(CODE "file(MAKE_DIRECTORY \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/share/man/man1\")
  execute_process(COMMAND $<TARGET_FILE:mltrack> man --all \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/share/man/man1\"
    COMMAND_ERROR_IS_FATAL ANY)")
