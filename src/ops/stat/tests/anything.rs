//! Every method has an example that runs, and none stops at anything that it is given.

use super::*;
use proptest::prelude::*;

/// The places of every value within `of`, as JSON pointers.
fn places(of: &Value, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match of {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                places(value, &format!("{at}/{index}"), into);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                places(value, &format!("{at}/{key}"), into);
            }
        }
        _ => {}
    }
}

#[test]
fn every_method_has_an_example_that_runs() {
    for method in METHODS {
        let inputs = serde_json::from_str(example(method.name).unwrap()).unwrap();
        let found = run(method.name, &inputs).unwrap();
        assert!(found.is_object(), "{}: {found}", method.name);
    }
}

#[test]
fn no_method_panics_whatever_stands_in_place_of_a_value() {
    let wrong = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(0),
        json!(0.5),
        json!(1),
        json!(1_000_000_000_000_000_000_u64),
        json!(1e308),
        json!(-1e308),
        json!(1e-308),
        json!("yes"),
        json!([]),
        json!([1]),
        json!([[1, 2], [3]]),
        json!({}),
    ];
    for method in METHODS {
        let inputs: Value = serde_json::from_str(example(method.name).unwrap()).unwrap();
        let mut at = Vec::new();
        places(&inputs, "", &mut at);
        for (place, value) in at
            .iter()
            .flat_map(|place| wrong.iter().map(move |value| (place, value)))
        {
            let mut inputs = inputs.clone();
            *inputs.pointer_mut(place).unwrap() = value.clone();
            let _ = run(method.name, &inputs);
        }
    }
}

/// Any JSON, of the names and sizes that the methods know.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3_i64..40).prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|value| json!(value)),
        "[a-z]{0,3}".prop_map(Value::from),
    ];
    let names = prop::sample::select(vec![
        "x", "y", "n", "N", "S", "lo", "hi", "x1", "n1", "x2", "n2", "y1", "y2", "r1", "r2", "m",
        "p", "table", "ratings", "counts", "strata", "groups", "rates", "prior", "conf", "R",
        "mean", "sd", "var", "margin", "exposure", "window", "target", "df", "cases", "power", "r",
        "alpha", "se", "v", "seed", "ids", "bounds",
    ]);
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((names.clone(), inner), 0..8).prop_map(|fields| {
                fields
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect()
            }),
        ]
    })
}

proptest! {
    #[test]
    fn no_method_panics_on_any_json(inputs in any_json()) {
        for method in METHODS {
            let _ = run(method.name, &inputs);
        }
    }
}
