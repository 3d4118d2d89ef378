//! `#[telemetry::command]` on functions of every shape.

shapes! {
    // What the function is.
    command_plain: ["Start test-drive", "Start report/daily"];
    command_async_block: ["Start boxed", "Start plain", "Start begun", "Start looked-at"];
    command_async: ["Start watch", "Start longest"];
    command_generic: ["Start first", "Start joined"];
    command_const_generic: ["Start sum", "Start repeated"];
    command_where_clause: ["Start total"];
    command_impl_trait_argument: ["Start highest", "Start called"];
    command_impl_trait_return: ["Start odd", "Start adder", "Start later"];
    command_patterns_in_arguments: ["Start pairs", "Start fields", "Start doubled"];
    command_raw_identifier: ["Start match", "Start type"];
    command_visibility: ["Start daily/report", "Start weekly/twice", "Start weekly/report"];
    command_unsafe: ["Start read"];
    command_extern_c: ["Start next", "Start exported"];
    command_never: ["Start finish"];

    // Where it stands.
    command_conditional: ["Start evaluate/here", "Start report/here"];
    command_imported: ["Start evaluate", "Start daily"];
    command_in_macro_rules: ["Start evaluate", "Start report/daily", "Start test-drive"];
    command_nested_functions: ["Start outer", "Start inner", "Start innermost", "Start in-closure"];
    command_outer_attributes: ["Start evaluate", "Start here", "Start old"];

    // What its body holds.
    command_early_return: ["Start sign", "Start later", "Start nothing"];
    command_inner_attributes: ["Start evaluate"];
    command_question_mark: ["Start parsed", "Start second", "Start later"];

    // Methods.
    command_method_by_pin: ["Start report/pinned", "Start report/boxed", "Start report/shared"];
    command_method_by_reference: ["Start report/get", "Start report/set", "Start report/shown"];
    command_method_by_value: ["Start report/new", "Start report/take", "Start report/changed"];
    command_trait_async: ["Start show/default", "Start report/own", "Start report/later"];
    command_trait_async_boxed: ["Start show/default", "Start report/own"];
    command_trait_default_method: ["Start show/made", "Start show/inherited", "Start report/overriding"];
    command_trait_impl: ["Start from-str", "Start show", "Start display", "Start drop"];

    // Tags and flags; what they say is in `events/tags.rs`.
    command_tags: ["Start fields", "Start owned", "Start patterns", "Start generic", "Start literals", "Start pointers", "Start by-method"];
    command_tags_method: ["Start run/default", "Start args/later", "Start args/take"];
    tag_enums: ["Start evaluate"];

    // Names that the program has too.
    command_own_macros: ["Start evaluate", "Check-in watching"];
    command_own_mod_core: ["Start evaluate", "Start inside", "Check-in watching"];
    command_own_ok: ["Start evaluate"];
    command_own_prelude: ["Start drop", "Start evaluate", "Check-in watching"];
    command_own_static: ["Start evaluate", "Check-in watching", "Start local"];
    command_own_traits: ["Start evaluate", "Start enter"];
}
