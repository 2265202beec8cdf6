# How every part of Lintel is compiled: the language, the warnings, the hardening, the libraries.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

option(LINTEL_TESTS "Build the tests" ON)
option(LINTEL_WERROR "Warnings are errors" ON)
option(LINTEL_FUZZ "Build the fuzz targets (Clang only)" OFF)
set(LINTEL_SANITIZE "" CACHE STRING "Sanitizers, such as address,undefined or thread")

find_program(LINTEL_CCACHE ccache)
if(LINTEL_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${LINTEL_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${LINTEL_CCACHE})
endif()

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(tl-expected REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(Poco REQUIRED COMPONENTS Foundation Util Net)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(harfbuzz REQUIRED IMPORTED_TARGET harfbuzz)
pkg_check_modules(harfbuzz_subset REQUIRED IMPORTED_TARGET harfbuzz-subset)
pkg_check_modules(fribidi REQUIRED IMPORTED_TARGET fribidi)
pkg_check_modules(qpdf REQUIRED IMPORTED_TARGET libqpdf)
pkg_check_modules(deflate REQUIRED IMPORTED_TARGET libdeflate)

# Debian gives these two no CMake package.
add_library(lintel_cmark_gfm INTERFACE)
target_link_libraries(lintel_cmark_gfm INTERFACE cmark-gfm cmark-gfm-extensions)
add_library(lintel_hpdf INTERFACE)
target_link_libraries(lintel_hpdf INTERFACE hpdf)

add_library(lintel_flags INTERFACE)
target_compile_options(lintel_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -fstack-protector-strong
  $<$<BOOL:${LINTEL_WERROR}>:-Werror>
  # GCC 12 misreads a std::variant that is moved into an expected as unset, where it inlines it all.
  $<$<AND:$<CONFIG:Release>,$<CXX_COMPILER_ID:GNU>>:-Wno-maybe-uninitialized>)
target_compile_definitions(lintel_flags INTERFACE
  POINTERHOLDER_TRANSITION=4
  $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>
  $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
target_link_options(lintel_flags INTERFACE -Wl,-z,relro,-z,now)
target_link_libraries(lintel_flags INTERFACE Threads::Threads)
if(LINTEL_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # coverage, by which the fuzzer finds its way
endif()
if(LINTEL_SANITIZE)
  add_compile_options(-fsanitize=${LINTEL_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${LINTEL_SANITIZE})
  if(LINTEL_SANITIZE MATCHES undefined)
    add_compile_options(-fno-sanitize-recover=undefined)
  endif()
endif()

# lintel_layer(NAME USES public... PRIVATELY private...): every .cc below NAME/ is library lintel_NAME.
function(lintel_layer name)
  cmake_parse_arguments(LAYER "" "" "USES;PRIVATELY" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/server/main\\.cc$")
  if(LINTEL_FUZZ)
    # Clang 14 cannot read qpdf 11's headers as C++20; no fuzz target calls the linter.
    list(FILTER sources EXCLUDE REGEX "/documents/lint\\.cc$")
  endif()
  if(NOT sources)
    set(sources ${CMAKE_SOURCE_DIR}/cmake/empty_layer.cc)
  endif()
  add_library(lintel_${name} STATIC ${sources})
  target_include_directories(lintel_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(lintel_${name} PUBLIC ${LAYER_USES} PRIVATE ${LAYER_PRIVATELY} lintel_flags)
  target_precompile_headers(lintel_${name} PRIVATE <algorithm> <map> <memory> <optional> <string> <string_view>
                            <variant> <vector> <functional> <tl/expected.hpp>)
endfunction()

function(lintel_program name source)
  cmake_parse_arguments(PROGRAM "" "" "USES" ${ARGN})
  if(EXISTS ${CMAKE_SOURCE_DIR}/${source})
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE ${PROGRAM_USES} lintel_flags)
  endif()
endfunction()
