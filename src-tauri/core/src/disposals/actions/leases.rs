//! リース・レンタル: what the contract of a hired device says, as its ledger has it.

use super::{Change, ErrorCode, Facts, RegisterId, Result, Value, records, refuse_with};
use crate::disposals::case::rows;
use crate::vocab::{Content, Values};

/// What was leased is given back, unless the contract leaves it here; it is not the office's to throw away or sell.
pub fn allowed(typed: &Content, change: &Change<'_>) -> Result<()> {
    if !Facts(&typed.values).is("disposition", &["dispose", "transfer"]) {
        return Ok(());
    }
    for (number, device) in devices(typed, change)? {
        let facts = Facts(&device);
        let stays = facts.is("lease_terms", &["may_destroy", "buy_out", "no_return"]);
        if facts.is("ownership", &["lease", "rental"]) && !stays {
            return Err(refuse_with(ErrorCode::CaseLeased, [("item", number)]));
        }
    }
    Ok(())
}

/// リース・レンタルの返却: contract, lessor, due day and terms come from the ledger where nothing was typed and
/// all devices of the case say the same. Of several terms the strictest holds, and what the contract says of the
/// drives is what the ledger says it does: a wrong one is corrected there.
pub fn fill(typed: &mut Content, change: &Change<'_>) -> Result<()> {
    if !Facts(&typed.values).is("disposition", &["lease_return", "rental_return"]) {
        return Ok(());
    }
    let devices: Vec<Values> = devices(typed, change)?.into_iter().map(|(_, device)| device).collect();
    let said = |own: &str| -> Option<Value> {
        let mut all = devices.iter().map(|device| device.get(own));
        let first = all.next().flatten()?;
        all.all(|other| other == Some(first)).then(|| first.clone())
    };
    let strict = devices.iter().any(|device| Facts(device).is("lease_terms", &["must_return"]));
    let terms = strict.then(|| Value::Choice("must_return".to_owned())).or_else(|| said("lease_terms"));
    let due = said("return_due").or_else(|| said("lease_end"));
    for (key, value) in
        [("vendor", said("lessor")), ("contract_no", said("contract_no")), ("return_due", due)]
    {
        if let Some(value) = value {
            typed.values.insert_new(key, || value);
        }
    }
    terms.map(|terms| typed.values.insert("lease_terms", terms));
    Ok(())
}

/// The devices of an application, as their ledger describes them.
fn devices(typed: &Content, change: &Change<'_>) -> Result<Vec<(String, Values)>> {
    let listed = rows::items(typed).iter().filter(|thing| Facts(thing).is("item_ledger", &["devices"]));
    let described = listed.map(|thing| {
        let number = rows::text(thing, "item_no");
        let device = records::by_number(&change.tx, RegisterId::Devices, &number)?;
        Ok((number, device.content.values))
    });
    described.collect()
}
