//! What a manifest may say of a dependency.

use crate::case::Case;

#[test]
fn packages_of_a_registry_with_the_newest_version_that_is_asked_for() {
    let case = Case::new("from-registry");
    case.program(
        ".",
        "plain = \"1\"\nwith-hyphen = \"0.2.0-rc\"\nrenamed-library = \"1\"\n",
    );
    let expected = ["plain 1.1.0", "renamed-library 1.0.0", "with-hyphen 0.2.0-rc.1+build.5"];
    case.told(".").assert(&expected, &[]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn a_library_may_begin_in_any_file() {
    let case = Case::new("other-roots");
    case.library(
        "published",
        "root-elsewhere",
        "1.0.0",
        "[lib]\npath = \"code/root.rs\"\n",
    );
    case.write("published/code/root.rs", "");
    case.publish("published");
    case.library("part", "part-elsewhere", "2.0.0", "[lib]\npath = \"../lib.rs\"\n");
    case.write("lib.rs", "");
    case.program("program", "root-elsewhere = \"1\"\npart-elsewhere.path = \"../part\"\n");
    case.told("program")
        .assert(&["part-elsewhere 2.0.0", "root-elsewhere 1.0.0"], &[]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn what_a_dependency_depends_on_is_its_own_affair() {
    let case = Case::new("direct");
    let dependencies = "[dependencies]\nplain = \"1\"\n[build-dependencies]\nplain = \"2\"\n";
    case.library("published", "with-dependencies", "1.0.0", dependencies);
    case.write("published/build.rs", "fn main() {}");
    case.publish("published");
    case.program(".", "with-dependencies = \"1\"\n");
    case.told(".").assert(&["with-dependencies 1.0.0"], &[]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn a_renamed_dependency_goes_by_the_name_of_its_package() {
    let case = Case::new("renamed");
    case.program(".", "other = { package = \"plain\", version = \"=1.0.0\" }\n");
    case.told(".").assert(&["plain 1.0.0"], &[]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn two_versions_of_one_package_are_both_compiled_in() {
    let case = Case::new("two-versions");
    case.program(
        ".",
        "plain = \"1\"\nplain2 = { package = \"plain\", version = \"2\" }\n",
    );
    case.told(".").assert(&["plain 1.1.0", "plain 2.0.0"], &[]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn an_optional_dependency_is_there_when_it_is_chosen() {
    let case = Case::new("optional");
    case.program(".", "plain = { version = \"1\", optional = true }\n");
    case.told(".").assert(&[], &[]);
    case.told_with(".", &["--features", "plain"])
        .assert(&["plain 1.1.0"], &[]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn a_dependency_of_another_platform_is_not_there() {
    let case = Case::new("platforms");
    case.program(
        ".",
        "[target.'cfg(not(any()))'.dependencies]\nplain = \"1\"\n\
         [target.'cfg(any())'.dependencies]\nwith-hyphen = \"0.2.0-rc\"\nplain2 = { package = \"plain\", version = \"2\" }\n",
    );
    case.told(".").assert(&["plain 1.1.0"], &[]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn what_only_a_build_script_or_a_test_needs_is_not_in_the_program() {
    let case = Case::new("other-kinds");
    case.program(
        ".",
        "[build-dependencies]\nplain = \"2\"\n[dev-dependencies]\nwith-hyphen = \"0.2.0-rc\"\n",
    );
    case.write("build.rs", "fn main() {}");
    case.told(".").assert(&[], &[]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn an_example_has_what_tests_have() {
    let case = Case::new("with-example");
    case.program(".", "plain = \"1\"\n[dev-dependencies]\nwith-hyphen = \"0.2.0-rc\"\n");
    case.write("src/lib.rs", "");
    case.write("examples/shown.rs", crate::case::MAIN);
    let told = case.told_with(".", &["--example", "shown"]);
    told.assert(&["plain 1.1.0", "with-hyphen 0.2.0-rc.1+build.5"], &["with_example"]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn a_procedural_macro_is_a_dependency_like_any_other() {
    let case = Case::new("with-macro");
    case.program(".", "procedural = \"1\"\n");
    case.told(".").assert(&["procedural 1.0.0"], &[]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn an_earlier_release_of_the_program_itself_is_a_dependency() {
    let case = Case::new("same-name");
    case.library("published", "same-name", "0.9.0", "");
    case.publish("published");
    case.program(".", "earlier = { package = \"same-name\", version = \"0.9\" }\n");
    case.write("src/lib.rs", "");
    case.told(".").assert(&["same-name 0.9.0"], &[]);
}
