#include <catch2/catch.hpp>

#include "tests/support/world.hpp"

using namespace mingcha;
using namespace mingcha::test;

/// Complaint: what was too long went up, was refused there, and took its neighbours with it.
namespace field_limits_test {
namespace {
using enum RecordType;

/// A canonical value of this kind with so many bytes; null where the kind has one size.
Value of_size(FieldKind kind, std::size_t bytes) {
    auto const text = [](std::size_t all) {
        std::size_t const head = all <= 24 ? 1 : all <= 257 ? 2 : all <= 65'538 ? 3 : 5;
        return std::string(all - head, 'x');
    };
    if (kind == FieldKind::text || kind == FieldKind::code) return Value(text(bytes));
    if (kind == FieldKind::list) return Value(Value::List{Value(text(bytes - 1))});
    if (kind == FieldKind::map) return Value(Value::Map{{"x", Value(text(bytes - 3))}});
    return {};
}

struct World : Desk {
    /// A record of this type as a tablet names it; of a root of its own where the type has one.
    std::pair<RecordName, std::string> name_of(TypeSpec const& type, Root const& finding_root) {
        Root const root = type.root == RootKind::finding ? finding_root : visit;
        std::string const key = type.has_key ? "K" + std::to_string(++made) : "";
        Uuid const id = type.is_head ? root.id : type.has_key ? Uuid::derived(root.id, key) : Uuid::v7(now, random);
        return {{root, type.type, id}, key};
    }
    Outcome<Unit> write(RecordName const& name, std::string const& key, std::uint16_t field, Value value) {
        Change const one{name, key, field, Change::Kind::write, std::move(value), {}, {}};
        return replica->write(std::span(&one, 1), person);
    }
    Root new_finding() {
        Root const root{RootKind::finding, Uuid::v7(now, random)};
        Change const first{{root, finding, root.id}, {}, 1, Change::Kind::write, Value(visit.id), {}, {}};
        policy.seen_by[root] = {person};
        REQUIRE(replica->create_root(root, std::span(&first, 1), person));
        return root;
    }
    int made = 0;
};

std::size_t size_of(Record const& record, std::uint16_t field) {
    auto const* state = record.find(field);
    return state && !state->siblings.empty() ? state->siblings.front().value.size() : 0;
}
}  // namespace

TEST_CASE("every text of a visit is taken up to its limit, and beyond it refused before it is stored",
          "[sync][complaints]") {
    World world;
    auto const finding_root = world.new_finding();
    std::vector<std::pair<RecordName, std::uint16_t>> full;
    for (auto const& type : catalogue()) {
        if (type.root != RootKind::visit && type.root != RootKind::finding) continue;
        if (type.type == ruling) continue;  // only the server writes them
        for (auto const& field : type.fields) {
            auto const kept = of_size(field.kind, field.bytes_max);
            if (kept.is_null() || field.rule == FieldRule::set) continue;
            CAPTURE(type.name, field.name);
            auto const [name, key] = world.name_of(type, finding_root);
            auto const over = world.write(name, key, field.number, of_size(field.kind, field.bytes_max + 1));
            REQUIRE_FALSE(over);
            CHECK(over.error().code == "value_too_large");
            CHECK(over.error().message.find(field.name) != std::string::npos);
            auto const written = world.write(name, key, field.number, kept);
            REQUIRE(written);
            full.emplace_back(name, field.number);
        }
    }
    CHECK(full.size() == 40);  // as many as the catalogue has texts, codes, maps and lists of a visit
    REQUIRE(world.replica->seal());
    REQUIRE(world.sync());
    CHECK(world.replica->queue_size()->held == 0);
    for (auto const& [name, field] : full) {
        auto const row = world.store->find(name);
        CAPTURE(find_type(name.type)->name, field);
        REQUIRE(row);
        REQUIRE(*row);
        CHECK(size_of(**row, field) == find_field(*find_type(name.type), field)->bytes_max);
    }
}

TEST_CASE("a text that is too long takes nothing with it: neither what stands in its record nor what follows",
          "[sync][complaints]") {
    World world;
    auto const& type = *find_type(answer);
    auto const [name, key] = world.name_of(type, {});
    auto const comment = find_field(type, "comment")->number;
    REQUIRE(world.write(name, key, comment, Value("before")));
    auto const before = *world.replica->last_dot();
    REQUIRE_FALSE(world.write(name, key, comment, Value(std::string(9'000, 'x'))));
    CHECK(*world.replica->last_dot() == before);  // no number of the replica is used up
    CHECK((*world.replica->find(name))->value("comment").text() == "before");
    REQUIRE(world.write(name, key, find_field(type, "no_photo")->number, Value("dark")));
    REQUIRE(world.replica->seal());
    REQUIRE(world.sync());
    auto const row = *world.store->find(name);
    REQUIRE(row);
    CHECK(row->value("comment").text() == "before");
    CHECK(row->value("no_photo").text() == "dark");
}
}  // namespace field_limits_test
