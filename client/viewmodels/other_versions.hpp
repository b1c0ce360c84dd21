#pragma once

#include <QVariantList>
#include <optional>

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/context.hpp"

namespace mingcha {

/// Fields that two inspectors wrote without seeing each other: each sees what is his own, and beside it what the other wrote, until one
/// of them has both in one text. Nothing here is left out of the record: siblings stay until a write has seen them (DESIGN section 2).

/// A sibling's name as pages use it.
[[nodiscard]] QString sibling_id(Sibling const& sibling);
/// The text of a sibling's value; empty for a value that is none.
[[nodiscard]] std::string sibling_text(Sibling const& sibling);
/// This tablet's person as "my entry", others by name.
[[nodiscard]] QString author_word(Context const& context, Uuid const& author);

/// What this person is shown of a field: the own value, else the one shown first. Null where nothing is written.
[[nodiscard]] Sibling const* own_or_first(Record const* record, std::string_view field, Uuid const& person);
[[nodiscard]] QString own_text(Context const& context, Record const* record, std::string_view field);

/// The field's vector as one has seen it who was shown these siblings only: a write with it leaves the others beside it.
[[nodiscard]] VersionVector seen_only(FieldState const& field, std::vector<Sibling const*> const& shown);

using ValueWords = QString (*)(Value const&);
/// Rows {id, field, label, who, timeText, text, joins} of the values besides the one that is shown. `label` names the field; `words` says
/// a value that is no text, which does not join with another.
[[nodiscard]] QVariantList other_versions(Context const& context, Record const* record, std::string_view field,
                                          QString const& label, ValueWords words = nullptr);
/// Both texts in one, the own first; a third stays beside it. Nothing when there is no such version.
[[nodiscard]] std::optional<Change> both_in_one(Context const& context, Record const& record, std::string_view field,
                                                QString const& id);

}  // namespace mingcha
