#include "shared/merge/record_codec.hpp"

#include <algorithm>

namespace mingcha {

namespace {
constexpr std::uint8_t layout = 1;
constexpr std::size_t record_bytes_usual = 512;  // an answer with its comment
enum Flag : std::uint8_t { has_value = 1, has_effective = 2 };

/// What a record names over and over, listed once.
struct Names {
    std::vector<std::uint64_t> replicas;
    std::vector<Uuid> authors;
    std::vector<std::uint32_t> boots;

    /// Most records have one writer: what comes twice in a row is noted once.
    template <typename T>
    static void note(std::vector<T>& list, T const& item) {
        if (list.empty() || list.back() != item) list.push_back(item);
    }
    void note(Sibling const& sibling) {
        note(replicas, sibling.dot.replica.value);
        if (sibling.is_named_only()) return;
        note(authors, sibling.author);
        note(boots, sibling.stamp.device.boot);
    }
    void note(FieldState const& field) {
        for (auto const& sibling : field.siblings) note(sibling);
        for (auto const& entry : field.vector.entries()) note(replicas, entry.first.value);
    }
    void settle() {
        auto const unique = [](auto& list) {
            std::ranges::sort(list);
            list.erase(std::unique(list.begin(), list.end()), list.end());  // clang 14 cannot read ranges::unique
        };
        unique(replicas), unique(authors), unique(boots);
    }
    template <typename T>
    static std::uint64_t index(std::vector<T> const& list, T const& item) {
        return static_cast<std::uint64_t>(std::ranges::lower_bound(list, item) - list.begin());
    }
};

void put_names(ByteWriter& out, Names const& names) {
    out.varint(names.replicas.size());
    for (auto const replica : names.replicas) out.u64_be(replica);
    out.varint(names.authors.size());
    for (auto const& author : names.authors) out.raw(author.view());
    out.varint(names.boots.size());
    for (auto const boot : names.boots) out.varint(boot);
}

/// A list as it is read: strictly ascending and every item used, or the bytes are not those that `encode` writes.
template <typename T>
class Listed {
public:
    template <typename Get>
    void read(ByteReader& in, std::size_t bytes_each, Get get) {
        for (auto left = in.count(bytes_each); left > 0 && in.ok(); --left) {
            T item = get();
            if (!items_.empty() && !(items_.back() < item)) in.fail();
            items_.push_back(std::move(item));
        }
        used_.resize(items_.size());
    }
    T pick(ByteReader& in) {
        std::uint64_t const index = in.varint();
        if (index < items_.size()) {
            used_[static_cast<std::size_t>(index)] = true;
            return items_[static_cast<std::size_t>(index)];
        }
        in.fail();
        return {};
    }
    [[nodiscard]] bool all_used() const { return std::ranges::find(used_, false) == used_.end(); }

private:
    std::vector<T> items_;
    std::vector<bool> used_;
};

struct ListedNames {
    Listed<std::uint64_t> replicas;
    Listed<Uuid> authors;
    Listed<std::uint32_t> boots;

    void read(ByteReader& in) {
        replicas.read(in, 8, [&] { return in.u64_be(); });
        authors.read(in, 16, [&] { return Uuid::from(in.raw(16)); });
        boots.read(in, 1, [&] {
            std::uint64_t const boot = in.varint();
            if (boot > UINT32_MAX) in.fail();
            return static_cast<std::uint32_t>(boot);
        });
    }
    [[nodiscard]] bool all_used() const { return replicas.all_used() && authors.all_used() && boots.all_used(); }
};

void put_sibling(ByteWriter& out, Sibling const& sibling, Names const& names) {
    bool const effective = sibling.stamp.effective_ms != 0;
    out.u8(static_cast<std::uint8_t>((sibling.is_named_only() ? 0 : has_value) | (effective ? has_effective : 0)));
    out.varint(Names::index(names.replicas, sibling.dot.replica.value));
    out.varint(sibling.dot.counter);
    if (effective) out.svarint(sibling.stamp.effective_ms);
    if (sibling.is_named_only()) return;
    out.varint(Names::index(names.boots, sibling.stamp.device.boot));
    out.svarint(sibling.stamp.device.time_ms);
    out.svarint(sibling.stamp.device.monotonic_ms);
    out.varint(Names::index(names.authors, sibling.author));
    out.text(sibling.value);
}

Sibling get_sibling(ByteReader& in, ListedNames& names) {
    Sibling out;
    std::uint8_t const flags = in.u8();
    if (flags > 3) in.fail();
    out.dot.replica.value = names.replicas.pick(in);
    out.dot.counter = in.varint();
    if (out.dot.counter == 0) in.fail();  // every vector would cover it
    if (flags & has_effective) {
        out.stamp.effective_ms = in.svarint();
        if (out.stamp.effective_ms == 0) in.fail();
    }
    if (!(flags & has_value)) return out;
    out.stamp.device.boot = names.boots.pick(in);
    out.stamp.device.time_ms = in.svarint();
    out.stamp.device.monotonic_ms = in.svarint();
    out.author = names.authors.pick(in);
    out.value = as_text(in.blob());
    if (out.value.empty()) in.fail();
    return out;
}

std::uint64_t highest_dot(FieldState const& field, ReplicaId replica) {
    std::uint64_t highest = 0;
    for (auto const& sibling : field.siblings)
        if (sibling.dot.replica == replica) highest = std::max(highest, sibling.dot.counter);
    return highest;
}

void put_field(ByteWriter& out, std::uint16_t number, FieldState const& field, Names const& names) {
    out.varint(number);
    out.varint(field.siblings.size());
    for (auto const& sibling : field.siblings) put_sibling(out, sibling, names);
    auto const is_extra = [&](VersionVector::Entry const& entry) {
        return highest_dot(field, entry.first) != entry.second;
    };
    out.varint(static_cast<std::uint64_t>(std::ranges::count_if(field.vector.entries(), is_extra)));
    for (auto const& entry : field.vector.entries()) {
        if (!is_extra(entry)) continue;
        out.varint(Names::index(names.replicas, entry.first.value));
        out.varint(entry.second);
    }
}

FieldState get_field(ByteReader& in, ListedNames& names) {
    FieldState field;
    for (auto left = in.count(3); left > 0 && in.ok(); --left) {
        auto sibling = get_sibling(in, names);
        if (!field.siblings.empty() && !(field.siblings.back().dot < sibling.dot)) in.fail();
        field.vector.raise(sibling.dot.replica, sibling.dot.counter);
        field.siblings.push_back(std::move(sibling));
    }
    ReplicaId last;
    for (auto left = in.count(2), entries = left; left > 0 && in.ok(); --left) {
        ReplicaId const replica{names.replicas.pick(in)};
        std::uint64_t const counter = in.varint();
        // An entry that a sibling implies, that comes twice or is zero would be a second way to write the same state.
        if (counter <= field.vector.at(replica) || (left != entries && !(last < replica))) in.fail();
        field.vector.raise(replica, counter);
        last = replica;
    }
    return field;
}

void put_record(ByteWriter& out, Record const& record, Names const& names) {
    out.u8(layout);
    out.u8(static_cast<std::uint8_t>(record.name.root.kind));
    out.raw(record.name.root.id.view());
    out.varint(static_cast<std::uint64_t>(record.name.type));
    out.raw(record.name.id.view());
    out.text(record.key);
    put_names(out, names);
    out.varint(record.fields.size());
    for (auto const& [number, field] : record.fields) put_field(out, number, field, names);
}

Record get_record(ByteReader& in, ListedNames& names) {
    Record record;
    if (in.u8() != layout) in.fail();
    record.name.root.kind = static_cast<RootKind>(in.u8());
    auto const root = in.raw(16);
    if (in.ok()) record.name.root.id = Uuid::from(root);
    std::uint64_t const type = in.varint();
    if (type == 0 || type > UINT16_MAX) in.fail();
    record.name.type = static_cast<RecordType>(type);
    auto const id = in.raw(16);
    if (in.ok()) record.name.id = Uuid::from(id);
    record.key = in.text();
    names.read(in);
    for (auto left = in.count(3); left > 0 && in.ok(); --left) {
        std::uint64_t const number = in.varint();
        bool const in_order = record.fields.empty() || record.fields.back().first < number;
        if (number > UINT16_MAX || !in_order) in.fail();
        record.fields.emplace_back(static_cast<std::uint16_t>(number), get_field(in, names));
    }
    return record;
}

Names names_of(Record const& record, std::vector<Superseded> const& superseded) {
    Names names;
    for (auto const& [number, field] : record.fields) names.note(field);
    for (auto const& old : superseded) names.note(old.write);
    names.settle();
    return names;
}
}  // namespace

Bytes encode_record(Record const& record) {
    ByteWriter out(record_bytes_usual);
    put_record(out, record, names_of(record, {}));
    return out.take();
}

Outcome<Record> decode_record(ByteView bytes) {
    ByteReader in(bytes);
    ListedNames names;
    Record record = get_record(in, names);
    if (!in.ok() || !in.at_end() || !names.all_used()) return Error{"bad_record", "not a packed record"};
    return record;
}

Bytes encode_delta(Delta const& delta) {
    Names const names = names_of(delta.record, delta.superseded);
    ByteWriter out(record_bytes_usual);
    put_record(out, delta.record, names);
    out.varint(delta.superseded.size());
    for (auto const& old : delta.superseded) {
        out.varint(old.field);
        put_sibling(out, old.write, names);
    }
    return out.take();
}

Outcome<Delta> decode_delta(ByteView bytes) {
    ByteReader in(bytes);
    ListedNames names;
    Delta delta;
    delta.record = get_record(in, names);
    for (auto left = in.count(3); left > 0 && in.ok(); --left) {
        std::uint64_t const number = in.varint();
        if (number > UINT16_MAX) in.fail();
        delta.superseded.push_back({static_cast<std::uint16_t>(number), get_sibling(in, names)});
    }
    if (!in.ok() || !in.at_end() || !names.all_used()) return Error{"bad_delta", "not a packed delta"};
    return delta;
}

}  // namespace mingcha
