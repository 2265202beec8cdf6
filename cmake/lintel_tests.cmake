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
  target_precompile_headers(${name}_test PRIVATE <gtest/gtest.h> <gmock/gmock.h> <map> <string> <vector>)
  add_test(NAME ${name} COMMAND ${name}_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT 600)
endfunction()

lintel_test(domain     USES lintel_domain)
lintel_test(workflows  USES lintel_workflows nlohmann_json::nlohmann_json)
lintel_test(documents  USES lintel_documents PkgConfig::qpdf)
lintel_test(storage    USES lintel_storage SQLite::SQLite3)
lintel_test(connectors USES lintel_connectors nlohmann_json::nlohmann_json)
lintel_test(server     USES lintel_server Poco::Net nlohmann_json::nlohmann_json)
lintel_test(architecture)
