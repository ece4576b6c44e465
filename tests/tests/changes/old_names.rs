//! Code on old names goes on compiling, is warned of them and of nothing else, and stops compiling when they are dropped.

use generator::rules::Rules;
use serde_json::Value;

use crate::compiler::Dependencies;
use crate::table;

#[test]
fn they_are_deprecated_until_they_are_dropped() {
    let dependencies = Dependencies::build(&table::client(&Value::Null, None, Rules::default()));
    let mut pairs = table::pairs();
    for name in ["struct with an alias", "enum with an alias", "operation with an alias", "service with an alias"] {
        let pair = pairs.remove(name).unwrap();
        let (outcome, code) = (pair.generate(), pair.file());
        let warnings = |generated| {
            let client = dependencies.client(generated, &[]).unwrap();
            dependencies.warnings(name, &code, &client)
        };
        assert_eq!(warnings(&outcome.old).unwrap(), [""; 0], "{name}: before");
        let mut told = warnings(&outcome.new).unwrap();
        assert!(!told.is_empty(), "{name}: nothing is said of the old names");
        told.dedup();
        assert_eq!(told, ["deprecated"], "{name}");
        let errors = warnings(&pair.pruned(&outcome.new)).unwrap_err();
        assert!(errors.contains("error["), "{name}: {errors}");
    }
}
