//! Writes the programs that are compared.

/// One of the programs. All names have one length: they are part of the executable.
#[derive(Debug)]
pub(crate) struct Program {
    /// The package's name.
    pub(crate) name: &'static str,
    /// The text of its `main.rs`.
    pub(crate) text: String,
}

/// The line above each function in `templates/`.
const ANNOTATION: &str = "#[telemetry::command]";

const MAIN: &str = include_str!("../templates/main.rs");

/// The kinds of functions, in turn. `NUMBER` makes them differ: the linker would fold what is
/// equal.
const KINDS: [&str; 5] = [
    include_str!("../templates/plain.rs"),
    include_str!("../templates/generic.rs"),
    include_str!("../templates/method.rs"),
    include_str!("../templates/waiting.rs"),
    include_str!("../templates/fallible.rs"),
];

/// The program with none of its functions annotated, with the first one, and with each.
pub(crate) fn programs(functions: u32) -> [Program; 3] {
    [("none", 0), ("once", 1), ("each", functions)].map(|(name, annotated)| Program {
        name,
        text: text(functions, annotated),
    })
}

fn text(functions: u32, annotated: u32) -> String {
    let mut text = MAIN.to_owned();
    for (number, kind) in (0..functions).zip(KINDS.iter().cycle()) {
        let function = kind.replace("NUMBER", &number.to_string());
        if number < annotated {
            text.push_str(&function);
        } else {
            // An empty line stays: every function is at the same line in each of the programs.
            text.push_str(&function.replace(ANNOTATION, ""));
        }
        text.push('\n');
    }
    let calls: Vec<String> = (0..functions).map(|number| format!("    call_{number},\n")).collect();
    text + "static CALLS: &[fn(&str) -> u64] = &[\n" + &calls.concat() + "];\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annotations(program: &Program) -> usize {
        program.text.matches(ANNOTATION).count()
    }

    #[test]
    fn every_template_is_one_annotated_function_and_its_call() {
        for kind in KINDS {
            assert_eq!(kind.matches(ANNOTATION).count(), 1, "{kind}");
            assert_eq!(kind.matches("fn call_NUMBER(text: &str) -> u64").count(), 1, "{kind}");
        }
    }

    #[test]
    fn only_the_annotations_differ() {
        let [none, once, each] = programs(12);
        assert_eq!([&none, &once, &each].map(annotations), [0, 1, 12]);
        assert_eq!(each.text.replace(ANNOTATION, ""), none.text);
        assert_eq!(once.text.replace(ANNOTATION, ""), none.text);
    }

    #[test]
    fn every_function_is_called() {
        let [.., each] = programs(12);
        let table = each.text.split_once("static CALLS").unwrap().1;
        for number in 0..12 {
            assert!(table.contains(&format!(" call_{number},\n")), "{number}");
        }
        assert!(!each.text.contains("NUMBER"));
    }
}
