#include <catch2/catch.hpp>

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/qr_code.hpp"
#include "client/viewmodels/row_model.hpp"

using namespace mingcha;

namespace {
QVariantMap row(char const* id, int n) {
    return {{"id", id}, {"n", n}};
}
QStringList ids(RowModel const& model) {
    QStringList out;
    for (int i = 0; i < model.count(); ++i) out.push_back(model.row(i).value("id").toString());
    return out;
}
}  // namespace

TEST_CASE("a list tells its view only what differs", "[rows]") {
    RowModel model({"id", "n"}, nullptr);
    int reset = 0, inserted = 0, removed = 0, moved = 0;
    QList<QList<int>> roles;
    QObject::connect(&model, &RowModel::modelReset, [&] { ++reset; });
    QObject::connect(&model, &RowModel::rowsInserted, [&] { ++inserted; });
    QObject::connect(&model, &RowModel::rowsRemoved, [&] { ++removed; });
    QObject::connect(&model, &RowModel::rowsMoved, [&] { ++moved; });
    QObject::connect(
        &model, &RowModel::dataChanged,
        [&](QModelIndex const&, QModelIndex const&, QList<int> const& changed) { roles.push_back(changed); });

    model.show({row("a", 1), row("b", 2), row("c", 3)});
    CHECK(inserted == 3);
    model.show({row("a", 1), row("b", 9), row("c", 3)});
    REQUIRE(roles.size() == 1);
    CHECK(roles[0] == QList<int>{Qt::UserRole + 1});
    model.show({row("c", 3), row("a", 1), row("d", 4)});
    CHECK(ids(model) == QStringList{"c", "a", "d"});
    CHECK((removed == 1 && moved == 1 && inserted == 4 && reset == 0));
    CHECK(roles.size() == 1);
    model.show_row(row("d", 5));
    CHECK(model.row(2).value("n") == 5);
    model.show_row(row("gone", 5));
    CHECK(model.count() == 3);
}

TEST_CASE("a step's heads are the steps that no other names", "[steps]") {
    SeededRandom random(5);
    Root const root{RootKind::visit, Uuid::v7(1, random)};
    std::vector<Record> known;
    auto const make = [&](char const* act) {
        auto const id = Uuid::v7(2, random);
        Record record{{root, RecordType::step, id}, {}, {}};
        auto const changes = step_changes({root, root.id, act, {}, {}, {}}, id, {}, known);
        std::uint64_t n = known.size() * 10;
        for (auto const& one : changes) {
            auto const bytes = one.value.encode();
            Sibling const sibling{{ReplicaId{7}, ++n}, {}, {}, std::string(as_text(bytes))};
            record.at(one.field) = write({}, {}, sibling);
        }
        known.push_back(record);
        return id;
    };
    auto const first = make("VT05");
    auto const second = make("VT09");
    (void)second;
    auto const changes = step_changes({root, root.id, "VT10", {}, {}, {}}, Uuid::v7(3, random), {}, known);
    auto const heads = std::ranges::find_if(changes, [](Change const& one) { return one.field == 4; });
    REQUIRE(heads != changes.end());
    REQUIRE(heads->value.list().size() == 1);
    CHECK(heads->value.list()[0].id() == second);
    CHECK(heads->value.list()[0].id() != first);
}

TEST_CASE("a QR code is a square with its three corners", "[qr]") {
    auto const rows = qr_rows(QStringLiteral("明察·督导回执\n核验码 K7N9-6DPK-VH0P")).split('\n');
    REQUIRE(rows.size() >= 21);
    for (auto const& one : rows) CHECK(one.size() == rows.size());
    CHECK(rows.front().startsWith("1111111"));
    CHECK(rows.front().endsWith("1111111"));
    CHECK(rows.back().startsWith("1111111"));
    CHECK(qr_rows(QString(5000, 'x')).isEmpty());
}
