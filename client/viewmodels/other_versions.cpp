#include "client/viewmodels/other_versions.hpp"

#include <algorithm>

#include "client/viewmodels/store.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
QString const between = QStringLiteral("；");
}

QString sibling_id(Sibling const& sibling) {
    return QStringLiteral("%1_%2").arg(sibling.dot.replica.value, 16, 16, QLatin1Char('0')).arg(sibling.dot.counter);
}

std::string sibling_text(Sibling const& sibling) {
    auto const value = Value::decode(view(sibling.value));
    return value ? value->text() : std::string();
}

QString author_word(Context const& context, Uuid const& author) {
    if (author == context.store.person()) return qtTrId("conflict.mine");
    auto const* record = context.store.cache().find(RecordType::person, author);
    return record ? qt(record->value("name").text()) : qtTrId("conflict.colleague");
}

Sibling const* own_or_first(Record const* record, std::string_view field, Uuid const& person) {
    if (!record) return nullptr;
    auto const versions = record->versions(field);
    auto const own = std::ranges::find(versions, person, [](Sibling const* one) { return one->author; });
    if (own != versions.end()) return *own;
    return versions.empty() ? nullptr : versions.front();
}

QString own_text(Context const& context, Record const* record, std::string_view field) {
    auto const* shown = own_or_first(record, field, context.store.person());
    return shown ? qt(sibling_text(*shown)) : QString();
}

VersionVector seen_only(FieldState const& field, std::vector<Sibling const*> const& shown) {
    auto out = field.vector;
    for (auto const& sibling : field.siblings) {
        bool const is_shown =
            std::ranges::any_of(shown, [&](Sibling const* one) { return one->value == sibling.value; });
        if (!is_shown) out.set(sibling.dot.replica, std::min(out.at(sibling.dot.replica), sibling.dot.counter - 1));
    }
    return out;
}

QVariantList other_versions(Context const& context, Record const* record, std::string_view field, QString const& label,
                            ValueWords words) {
    QVariantList out;
    auto const* shown = own_or_first(record, field, context.store.person());
    if (!shown) return out;
    for (auto const* one : record->versions(field)) {
        auto const value = Value::decode(view(one->value));
        auto const text = !value ? QString() : words ? words(*value) : qt(value->text());
        if (one->value == shown->value || text.isEmpty()) continue;
        out.push_back(QVariantMap{{QStringLiteral("id"), sibling_id(*one)},
                                  {QStringLiteral("field"), qt(field)},
                                  {QStringLiteral("label"), label},
                                  {QStringLiteral("who"), author_word(context, one->author)},
                                  {QStringLiteral("timeText"), minute_text(one->stamp.shown_ms())},
                                  {QStringLiteral("text"), text},
                                  {QStringLiteral("joins"), words == nullptr}});
    }
    return out;
}

std::optional<Change> both_in_one(Context const& context, Record const& record, std::string_view field,
                                  QString const& id) {
    auto const* shown = own_or_first(&record, field, context.store.person());
    auto const versions = record.versions(field);
    auto const other = std::ranges::find(versions, id, [](Sibling const* one) { return sibling_id(*one); });
    if (!shown || other == versions.end()) return std::nullopt;
    auto const mine = qt(sibling_text(*shown)), theirs = qt(sibling_text(**other));
    auto const text = mine.isEmpty() || theirs.contains(mine) ? theirs
                      : mine.contains(theirs)                 ? mine
                                                              : mine + between + theirs;
    auto out = keyed_change(record.name, record.key, field, Value(plain(text)));
    out.seen = seen_only(*record.find(field), {shown, *other});
    return out;
}

}  // namespace mingcha
