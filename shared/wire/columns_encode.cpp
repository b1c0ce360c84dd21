#include <algorithm>
#include <array>
#include <map>

#include "shared/base/cbor.hpp"
#include "shared/wire/column_layout.hpp"
#include "shared/wire/columns.hpp"

namespace mingcha {

namespace {
using namespace columns;

/// Distinct items, numbered in order of first use.
template <typename T>
class Table {
public:
    /// The item's place, and whether it is new.
    std::pair<std::uint64_t, bool> place(T const& item) {
        auto const [at, fresh] = places_.try_emplace(item, places_.size());
        return {at->second, fresh};
    }

private:
    std::map<T, std::uint64_t> places_;
};

bool is_v7(Uuid const& id) {
    return id.bytes[6] >> 4 == 7 && id.bytes[8] >> 6 == 2;
}

std::int64_t v7_time(Uuid const& id) {
    std::int64_t time = 0;
    for (std::size_t i = 0; i < 6; ++i) time = time << 8 | id.bytes[i];
    return time;
}

class Encoder {
public:
    Bytes encode(std::span<Delta const> deltas) {
        for (auto const& delta : deltas) put(delta);
        return assemble(deltas.size());
    }

private:
    void put(Delta const& delta) {
        auto const& record = delta.record;
        ByteWriter shape;
        bool const is_head = record.name.id == record.name.root.id;
        bool const derived = !is_head && has_derived_id(record);
        bool const has_key = derived || !record.key.empty();
        shape.varint(static_cast<std::uint64_t>(record.name.type));
        shape.u8(static_cast<std::uint8_t>((derived ? derived_id : is_head ? head_id : own_id) | (has_key ? 4 : 0)));
        shape.varint(record.fields.size());
        for (auto const& [number, field] : record.fields) put_field(shape, number, field);
        shape.varint(delta.superseded.size());
        for (auto const& old : delta.superseded) {
            shape.varint(old.field);
            put_sibling(shape, old.write);
        }
        put_shape(shape.take());
        put_root(record.name.root);
        if (has_key) put_key(record.key);
        if (!is_head && !derived) put_id(columns_[ids], record.name.id);
    }

    static bool has_derived_id(Record const& record) {
        auto const* type = find_type(record.name.type);
        bool const may_be = !record.key.empty() || (type != nullptr && type->has_key);
        return may_be && record.name.id == Uuid::derived(record.name.root.id, record.key);
    }

    void put_shape(Bytes const& shape) {
        auto const [place, fresh] = shape_table_.place(shape);
        columns_[shapes].varint(place);
        if (fresh) columns_[shapes].blob(shape);
    }

    void put_root(Root const& root) {
        auto const [place, fresh] = root_table_.place(root);
        bool const same = !fresh && root == last_root_;
        columns_[roots].varint(same ? root_same : fresh ? root_new : root_first + place);
        last_root_ = root;
        if (!fresh) return;
        columns_[roots].u8(static_cast<std::uint8_t>(root.kind));
        put_id(columns_[ids], root.id);
    }

    void put_key(std::string const& key) {
        auto const [place, fresh] = key_table_.place(key);
        // Items are answered in the order of their list: the key that follows the last one costs a zero.
        columns_[keys].svarint(minus(static_cast<std::int64_t>(place), next_key_));
        next_key_ = static_cast<std::int64_t>(place) + 1;
        if (!fresh) return;
        columns_[lengths].varint(key.size());
        parts_[texts].raw(view(key));
    }

    void put_id(ByteWriter& column, Uuid const& id) {
        auto const [place, fresh] = id_table_.place(id);
        if (!fresh) {
            column.varint(id_first + place);
        } else if (is_v7(id)) {
            column.varint(id_new_v7);
            // Made when its record was: near the last time that was written.
            parts_[times].svarint(minus(v7_time(id), last_time_));
            parts_[random_bytes].raw(id.view().subspan(6));
        } else {
            column.varint(id_new);
            parts_[random_bytes].raw(id.view());
        }
    }

    std::uint64_t replica_place(ByteWriter& column, ReplicaId replica) {
        auto const [place, fresh] = replica_table_.place(replica.value);
        column.varint(place);
        if (fresh) {
            parts_[random_bytes].u64_be(replica.value);
            last_counters_.push_back(0);
        }
        return place;
    }

    void put_field(ByteWriter& shape, std::uint16_t number, FieldState const& field) {
        shape.varint(number);
        shape.varint(field.siblings.size());
        VersionVector implied;
        for (auto const& sibling : field.siblings) {
            put_sibling(shape, sibling);
            implied.raise(sibling.dot.replica, sibling.dot.counter);
        }
        auto const is_extra = [&](VersionVector::Entry const& entry) {
            return implied.at(entry.first) != entry.second;
        };
        shape.varint(static_cast<std::uint64_t>(std::ranges::count_if(field.vector.entries(), is_extra)));
        for (auto const& entry : field.vector.entries()) {
            if (!is_extra(entry)) continue;
            replica_place(columns_[extras], entry.first);
            columns_[extras].varint(entry.second);
        }
    }

    void put_sibling(ByteWriter& shape, Sibling const& sibling) {
        bool const effective = sibling.stamp.effective_ms != 0;
        shape.u8(
            static_cast<std::uint8_t>((sibling.is_named_only() ? 0 : has_value) | (effective ? has_effective : 0)));
        auto& last = last_counters_[replica_place(columns_[replicas], sibling.dot.replica)];
        auto const counter = static_cast<std::int64_t>(sibling.dot.counter);
        columns_[counters].svarint(minus(counter, plus(last, 1)));
        last = counter;
        if (!sibling.is_named_only()) put_write(sibling);
        if (effective) put_effective(sibling.stamp.effective_ms);
    }

    void put_write(Sibling const& sibling) {
        auto const& device = sibling.stamp.device;
        parts_[times].svarint(minus(device.time_ms, last_time_));
        last_time_ = device.time_ms;
        auto const [place, fresh] = boot_table_.place(device.boot);
        columns_[boots].varint(place);
        if (fresh) {
            columns_[boots].varint(device.boot);
            last_distances_.push_back(0);
        }
        // Within a boot both clocks advance together: their distance is what is worth sending.
        std::int64_t const distance = minus(device.time_ms, device.monotonic_ms);
        columns_[distances].svarint(minus(distance, last_distances_[place]));
        last_distances_[place] = distance;
        put_id(columns_[authors], sibling.author);
        put_value(sibling.value);
    }

    void put_effective(std::int64_t effective_ms) {
        // One device's clock is wrong by the same amount for a while.
        std::int64_t const drift = minus(effective_ms, last_time_);
        columns_[effectives].svarint(minus(drift, last_drift_));
        last_drift_ = drift;
    }

    void put_value(std::string const& value) {
        auto const bytes = view(value);
        CborReader in(bytes);
        auto const kind = in.peek();
        if (kind == CborReader::Kind::bytes && bytes.size() > short_value_max) {
            auto const content = in.bytes();
            if (in.done())
                return content.size() == 16 ? put_id_value(content) : put_long(value_bytes, content, random_bytes);
        }
        if (value.size() <= short_value_max) return put_short(value);
        if (kind == CborReader::Kind::text) {
            auto const content = in.text();
            if (in.done()) return put_long(value_text, view(content), texts);
        }
        put_long(value_other, bytes, others);
    }

    void put_id_value(ByteView content) {
        columns_[values].varint(value_id);
        put_id(columns_[ids], Uuid::from(content));
    }

    void put_short(std::string const& value) {
        auto const [place, fresh] = short_table_.place(value);
        columns_[values].varint(fresh ? value_new : value_first + place);
        if (!fresh) return;
        columns_[lengths].varint(value.size());
        parts_[others].raw(view(value));
    }

    void put_long(ValueCode code, ByteView content, Part part) {
        columns_[values].varint(code);
        columns_[lengths].varint(content.size());
        parts_[part].raw(content);
    }

    Bytes assemble(std::size_t count) {
        for (auto const& column : columns_) parts_[numbers].blob(column.bytes());
        std::array<Bytes, part_count> packed;
        for (std::size_t i = 0; i < part_count; ++i)
            if (parts_[i].size() > 0) packed[i] = pack(parts_[i].bytes());
        split_texts(packed[texts], packed[trails]);
        ByteWriter out;
        out.u8(layout);
        out.varint(count);
        for (auto const& part : packed) out.blob(part);
        return out.take();
    }

    /// Phrases that repeat are shorter whole, texts that do not are shorter in two.
    void split_texts(Bytes& texts_packed, Bytes& trails_packed) const {
        Bytes leads, rest;
        for (auto const byte : parts_[texts].bytes()) (byte >> 6 == 2 ? rest : leads).push_back(byte);
        if (rest.empty()) return;
        auto leads_packed = pack(leads);
        auto rest_packed = pack(rest);
        if (leads_packed.size() + rest_packed.size() >= texts_packed.size()) return;
        texts_packed = std::move(leads_packed);
        trails_packed = std::move(rest_packed);
    }

    Table<Bytes> shape_table_;
    Table<Root> root_table_;
    Table<std::string> key_table_;
    Table<Uuid> id_table_;
    Table<std::uint64_t> replica_table_;
    Table<std::uint32_t> boot_table_;
    Table<std::string> short_table_;
    Root last_root_;
    std::int64_t next_key_ = 0;
    std::int64_t last_time_ = 0;
    std::int64_t last_drift_ = 0;
    std::vector<std::int64_t> last_counters_;   // by place of the replica
    std::vector<std::int64_t> last_distances_;  // by place of the boot
    std::array<ByteWriter, column_count> columns_;
    std::array<ByteWriter, part_count> parts_;
};
}  // namespace

Bytes encode_columns(std::span<Delta const> deltas) {
    return Encoder().encode(deltas);
}

}  // namespace mingcha
