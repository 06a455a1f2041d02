# Every target of ours is built with these; concord_target(NAME) applies them.
set(CONCORD_WARNINGS
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla -Wformat=2 -Wundef
  -Wcast-qual -Wwrite-strings -Wimplicit-fallthrough -Wswitch-enum)
set(CONCORD_C_WARNINGS -Wstrict-prototypes -Wmissing-prototypes)
set(CONCORD_GCC_WARNINGS
  -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wnull-dereference)

function(concord_target name)
  target_compile_options(${name} PRIVATE
    ${CONCORD_WARNINGS}
    $<$<COMPILE_LANGUAGE:C>:${CONCORD_C_WARNINGS}>
    $<$<C_COMPILER_ID:GNU>:${CONCORD_GCC_WARNINGS}>
    $<$<BOOL:${CONCORD_WERROR}>:-Werror>
    -fvisibility=hidden -fstack-protector-strong)
  target_compile_definitions(${name} PRIVATE _GNU_SOURCE)
  if(NOT CONCORD_SANITIZE)
    target_compile_definitions(${name} PRIVATE
      $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
  endif()
  if(CONCORD_FUZZ)
    target_compile_options(${name} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  if(CONCORD_SANITIZE)
    set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=undefined
      -fno-omit-frame-pointer)
    target_compile_options(${name} PRIVATE ${sanitizers})
    target_link_options(${name} PUBLIC ${sanitizers})
  endif()
endfunction()
