# One test binary a layer: a change in one layer relinks one program.

find_package(GTest REQUIRED)
find_package(rapidcheck REQUIRED)

# lintel_test(NAME USES library...): every .cc below tests/NAME/ is program NAME_test.
function(lintel_test name)
  cmake_parse_arguments(TEST "" "" "USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${name}/*.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_test ${sources})
  target_link_libraries(${name}_test PRIVATE ${TEST_USES} GTest::gmock_main rapidcheck lintel_flags)
  target_compile_definitions(${name}_test PRIVATE LINTEL_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  if(LINTEL_SANITIZE)  # GCC 12 misreads std::regex under the sanitizers
    target_compile_options(${name}_test PRIVATE -Wno-maybe-uninitialized)
  endif()
  target_precompile_headers(${name}_test PRIVATE <gtest/gtest.h> <gmock/gmock.h> <map> <string> <vector>)
  add_test(NAME ${name} COMMAND ${name}_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT 900)
endfunction()

lintel_test(domain     USES lintel_domain)
lintel_test(workflows  USES lintel_workflows)
lintel_test(documents  USES lintel_documents PkgConfig::qpdf)
lintel_test(storage    USES lintel_storage SQLite::SQLite3)
lintel_test(connectors USES lintel_connectors)
lintel_test(server     USES lintel_server Poco::Net)
if(TARGET server_test)
  file(GLOB support_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/support/*.cc)
  target_sources(server_test PRIVATE ${support_sources})
endif()
lintel_test(architecture)

# The concurrent parts alone, for the thread sanitizer: storage, work in order, and HTTP with its sign-in.
if(LINTEL_SANITIZE STREQUAL "thread")
  file(GLOB threads_sources CONFIGURE_DEPENDS
       ${CMAKE_SOURCE_DIR}/tests/storage/*.cc ${CMAKE_SOURCE_DIR}/tests/server/http_*.cc
       ${CMAKE_SOURCE_DIR}/tests/server/in_order_test.cc
       ${CMAKE_SOURCE_DIR}/tests/server/auth_*.cc ${CMAKE_SOURCE_DIR}/server/auth/*.cc
       ${CMAKE_SOURCE_DIR}/server/http/*.cc ${CMAKE_SOURCE_DIR}/server/log.cc ${CMAKE_SOURCE_DIR}/server/gate.cc)
  add_executable(threads_test EXCLUDE_FROM_ALL ${threads_sources})
  target_include_directories(threads_test PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(threads_test PRIVATE lintel_storage Poco::Net Poco::Util SQLite::SQLite3 PkgConfig::sodium
                        PkgConfig::deflate GTest::gmock_main rapidcheck lintel_flags)
  target_compile_definitions(threads_test PRIVATE LINTEL_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
endif()

# tests/fuzz/NAME_fuzz.cc is libFuzzer target NAME_fuzz, with everything below server/ to link against.
if(LINTEL_FUZZ)
  file(GLOB fuzz_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/*_fuzz.cc)
  add_custom_target(fuzz_targets)
  foreach(source ${fuzz_sources})
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} EXCLUDE_FROM_ALL ${source})
    target_link_libraries(${name} PRIVATE lintel_workflows lintel_documents lintel_connectors lintel_flags)
    if(name STREQUAL "request_fuzz")
      foreach(noun request_reader form_reader fields request response router text_rules)
        target_sources(${name} PRIVATE ${CMAKE_SOURCE_DIR}/server/http/${noun}.cc)
      endforeach()
    endif()
    target_compile_definitions(${name} PRIVATE LINTEL_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzz_targets ${name})
  endforeach()
endif()

# The whole: what ./test runs from the address-and-undefined tree, over the other trees too.
if(LINTEL_SANITIZE STREQUAL "address,undefined" AND NOT LINTEL_FUZZ)
  add_test(NAME threads COMMAND ${CMAKE_SOURCE_DIR}/build/tsan/threads_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME fuzz COMMAND ${CMAKE_SOURCE_DIR}/tests/fuzz/run ${CMAKE_SOURCE_DIR}/build/fuzz 5)
  add_test(NAME browser COMMAND ${CMAKE_SOURCE_DIR}/tests/browser/run ${CMAKE_BINARY_DIR}/lintel)
  set_tests_properties(threads fuzz browser PROPERTIES TIMEOUT 900)
endif()
