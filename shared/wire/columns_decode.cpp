#include <array>
#include <optional>

#include "shared/wire/column_layout.hpp"
#include "shared/wire/columns.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

namespace {
using namespace columns;

/// What a record looks like without its contents; parsed once, used by every record that looks alike.
struct Shape {
    struct Field {
        std::uint16_t number = 0;
        std::size_t siblings = 0;
        std::size_t extras = 0;
    };
    RecordType type{};
    IdForm id_form = own_id;
    bool has_key = false;
    std::vector<Field> fields;
    std::vector<std::uint16_t> superseded;  // field numbers
    std::vector<std::uint8_t> flags;        // of every sibling of the fields, then of the superseded writes
    std::size_t writes = 0;
};

std::uint16_t field_number(ByteReader& in) {
    std::uint64_t const number = in.varint();
    if (number > UINT16_MAX) in.fail();
    return static_cast<std::uint16_t>(number);
}

std::uint8_t sibling_flags(ByteReader& in) {
    std::uint8_t const flags = in.u8();
    if (flags > (has_value | has_effective)) in.fail();
    return flags;
}

Shape::Field read_field_shape(ByteReader& in, Shape& shape) {
    Shape::Field field;
    field.number = field_number(in);
    if (!shape.fields.empty() && shape.fields.back().number >= field.number) in.fail();
    field.siblings = in.count();
    if (field.siblings > limits::field_siblings_max) in.fail();
    for (auto left = field.siblings; left > 0 && in.ok(); --left) shape.flags.push_back(sibling_flags(in));
    std::uint64_t const extras = in.varint();
    if (extras > limits::columns_writes_max) in.fail();
    field.extras = in.ok() ? static_cast<std::size_t>(extras) : 0;
    shape.writes += field.extras;
    return field;
}

/// Null when the bytes are no shape.
std::optional<Shape> read_shape(ByteView bytes) {
    ByteReader in(bytes);
    Shape shape;
    std::uint64_t const type = in.varint();
    std::uint8_t const flags = in.u8();
    if (type == 0 || type > UINT16_MAX || flags > 7 || (flags & 3) == 3 || flags == derived_id) in.fail();
    shape.type = static_cast<RecordType>(type);
    shape.id_form = static_cast<IdForm>(flags & 3);
    shape.has_key = (flags & 4) != 0;
    std::size_t const fields = in.count(3);
    if (fields > limits::record_fields_max) in.fail();
    for (auto left = fields; left > 0 && in.ok(); --left) shape.fields.push_back(read_field_shape(in, shape));
    for (auto left = in.count(2); left > 0 && in.ok(); --left) {
        shape.superseded.push_back(field_number(in));
        shape.flags.push_back(sibling_flags(in));
    }
    shape.writes += shape.flags.size();
    if (!in.ok() || !in.at_end()) return std::nullopt;
    return shape;
}

void append_head(std::string& out, std::uint8_t major, std::size_t size) {
    auto const type = static_cast<unsigned>(major) << 5;
    int const bytes = size < 24 ? 0 : size <= 0xFF ? 1 : size <= 0xFFFF ? 2 : 4;
    static constexpr unsigned info[] = {0, 24, 25, 0, 26};
    out.push_back(static_cast<char>(type | (bytes == 0 ? static_cast<unsigned>(size) : info[bytes])));
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out.push_back(static_cast<char>(size >> shift & 0xFF));
}

/// A byte or text string of CBOR in its shortest form.
std::string cbor_string(std::uint8_t major, ByteView content) {
    std::string out;
    out.reserve(content.size() + 5);
    append_head(out, major, content.size());
    out.append(as_text(content));
    return out;
}

class Decoder {
public:
    Outcome<std::vector<Delta>> decode(ByteView bytes, std::size_t count_max) {
        ByteReader in(bytes);
        if (in.u8() != layout) return Error{"bad_columns", "unknown layout of columns"};
        std::uint64_t const count = in.varint();
        if (count > count_max)
            return Error{"too_large", std::to_string(count) + " records; at most " + std::to_string(count_max)};
        if (auto const opened = open_parts(in); !opened) return opened.error();
        std::vector<Delta> out;
        for (std::uint64_t i = 0; i < count && ok(); ++i) out.push_back(get());
        if (writes_ > limits::columns_writes_max) return Error{"too_large", "more writes than one frame may hold"};
        if (!ok() || !at_end()) return Error{"bad_columns", "not a set of columns"};
        return out;
    }

private:
    /// Nothing unfolds before the sum of all parts is known to be within the limit.
    Outcome<Unit> open_parts(ByteReader& in) {
        std::array<ByteView, part_count> packed;
        for (auto& part : packed) part = in.blob();
        if (!in.ok() || !in.at_end()) return Error{"bad_columns", "not the parts of a set of columns"};
        std::size_t sum = 0;
        for (auto const part : packed) {
            if (part.empty()) continue;
            auto const size = unpacked_size(part);
            if (!size) return size.error();
            if (*size > limits::unpacked_bytes_max - sum)
                return Error{"too_large",
                             "unfolds to more than " + std::to_string(limits::unpacked_bytes_max) + " bytes"};
            sum += *size;
        }
        for (std::size_t i = 0; i < part_count; ++i) {
            if (packed[i].empty()) continue;
            auto plain = unpack(packed[i], limits::unpacked_bytes_max);
            if (!plain) return plain.error();
            plain_[i] = *std::move(plain);
        }
        if (!plain_[trails].empty() && !join_texts()) return Error{"bad_columns", "texts without their trailing bytes"};
        for (std::size_t i = 0; i < part_count; ++i) parts_[i] = ByteReader(plain_[i]);
        for (auto& column : columns_) column = ByteReader(parts_[numbers].blob());
        return Unit{};
    }

    /// Puts the trailing bytes of UTF-8 back behind their first bytes.
    bool join_texts() {
        ByteReader rest(plain_[trails]);
        Bytes joined;
        joined.reserve(plain_[texts].size() + plain_[trails].size());
        for (auto const lead : plain_[texts]) {
            joined.push_back(lead);
            auto const tail = rest.raw(lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0);
            joined.insert(joined.end(), tail.begin(), tail.end());
        }
        plain_[texts] = std::move(joined);
        plain_[trails].clear();
        return rest.ok() && rest.at_end();
    }

    [[nodiscard]] bool ok() const {
        bool ok = ok_;
        for (auto const& part : parts_) ok = ok && part.ok();
        for (auto const& column : columns_) ok = ok && column.ok();
        return ok;
    }
    [[nodiscard]] bool at_end() const {
        bool end = true;
        for (auto const& part : parts_) end = end && part.at_end();
        for (auto const& column : columns_) end = end && column.at_end();
        return end;
    }

    Delta get() {
        Delta delta;
        std::size_t const place = get_shape();
        if (!ok_) return delta;
        Shape const& shape = shapes_[place];
        auto& record = delta.record;
        record.name.type = shape.type;
        auto const* flags = shape.flags.data();
        record.fields.reserve(shape.fields.size());
        for (auto const& field : shape.fields) record.fields.emplace_back(field.number, get_field(field, flags));
        for (auto const number : shape.superseded) delta.superseded.push_back({number, get_sibling(*flags++)});
        record.name.root = get_root();
        if (shape.has_key) record.key = get_key();
        record.name.id = get_record_id(shape.id_form, record);
        return delta;
    }

    /// The place of the record's shape; `ok_` turns false where there is none or where it would hold too much.
    std::size_t get_shape() {
        auto const place = static_cast<std::size_t>(columns_[shapes].varint());
        if (place == shapes_.size()) {
            auto shape = read_shape(columns_[shapes].blob());
            if (shape) shapes_.push_back(*std::move(shape));
        }
        ok_ = ok_ && place < shapes_.size();
        if (ok_) writes_ += shapes_[place].writes;
        ok_ = ok_ && writes_ <= limits::columns_writes_max;
        return place;
    }

    Root get_root() {
        std::uint64_t const code = columns_[roots].varint();
        if (code == root_new) {
            auto const kind = static_cast<RootKind>(columns_[roots].u8());
            root_ = {kind, get_id(columns_[ids])};
            roots_.push_back(root_);
        } else if (code != root_same) {
            root_ = pick(roots_, code - root_first);
        } else {
            ok_ = ok_ && !roots_.empty();
        }
        return root_;
    }

    std::string get_key() {
        std::int64_t const place = plus(next_key_, columns_[keys].svarint());
        next_key_ = plus(place, 1);
        if (place != static_cast<std::int64_t>(keys_.size())) return pick(keys_, static_cast<std::uint64_t>(place));
        std::uint64_t const size = columns_[lengths].varint();
        if (size > limits::key_bytes_max) ok_ = false;
        keys_.emplace_back(as_text(take(texts, size)));
        if (!is_utf8(keys_.back())) ok_ = false;
        return keys_.back();
    }

    Uuid get_record_id(IdForm form, Record const& record) {
        if (form == head_id) return record.name.root.id;
        if (form == derived_id) return Uuid::derived(record.name.root.id, record.key);
        return get_id(columns_[ids]);
    }

    Uuid get_id(ByteReader& column) {
        std::uint64_t const code = column.varint();
        if (code >= id_first) return pick(ids_, code - id_first);
        Uuid id;
        std::int64_t time = 0;
        if (code == id_new_v7) time = plus(last_time_, parts_[times].svarint());
        auto const tail = parts_[random_bytes].raw(code == id_new_v7 ? 10 : 16);
        std::copy(tail.begin(), tail.end(), id.bytes.end() - static_cast<std::ptrdiff_t>(tail.size()));
        if (code == id_new_v7)
            for (std::size_t i = 0; i < 6; ++i)
                id.bytes[i] = static_cast<std::uint8_t>(time >> (40 - 8 * static_cast<int>(i)));
        ids_.push_back(id);
        return id;
    }

    std::size_t get_replica(ByteReader& column) {
        std::uint64_t const place = column.varint();
        if (place == replicas_.size()) replicas_.push_back({{parts_[random_bytes].u64_be()}, 0});
        if (place < replicas_.size()) return static_cast<std::size_t>(place);
        if (replicas_.empty()) replicas_.push_back({});
        ok_ = false;
        return 0;
    }

    FieldState get_field(Shape::Field const& shape, std::uint8_t const*& flags) {
        FieldState field;
        field.siblings.reserve(shape.siblings);
        for (std::size_t i = 0; i < shape.siblings; ++i) {
            auto sibling = get_sibling(*flags++);
            if (!field.siblings.empty() && !(field.siblings.back().dot < sibling.dot)) ok_ = false;
            field.vector.raise(sibling.dot.replica, sibling.dot.counter);
            field.siblings.push_back(std::move(sibling));
        }
        std::optional<ReplicaId> last;
        for (auto left = shape.extras; left > 0; --left) {
            auto const replica = replicas_[get_replica(columns_[extras])].id;
            std::uint64_t const counter = columns_[extras].varint();
            // Ascending, so that a long vector costs no more than its length; above what the siblings say already.
            if ((last && !(*last < replica)) || counter <= field.vector.at(replica)) ok_ = false;
            if (!ok_) break;
            field.vector.raise(replica, counter);
            last = replica;
        }
        return field;
    }

    Sibling get_sibling(std::uint8_t flags) {
        Sibling out;
        auto& replica = replicas_[get_replica(columns_[replicas])];
        replica.counter = plus(plus(replica.counter, 1), columns_[counters].svarint());
        out.dot = {replica.id, static_cast<std::uint64_t>(replica.counter)};
        if (out.dot.counter == 0) ok_ = false;
        if (flags & has_value) get_write(out);
        if (flags & has_effective) {
            last_drift_ = plus(last_drift_, columns_[effectives].svarint());
            out.stamp.effective_ms = plus(last_time_, last_drift_);
            if (out.stamp.effective_ms == 0) ok_ = false;
        }
        return out;
    }

    void get_write(Sibling& out) {
        auto& device = out.stamp.device;
        last_time_ = device.time_ms = plus(last_time_, parts_[times].svarint());
        auto& boot = get_boot();
        device.boot = boot.number;
        boot.distance = plus(boot.distance, columns_[distances].svarint());
        device.monotonic_ms = minus(device.time_ms, boot.distance);
        out.author = get_id(columns_[authors]);
        out.value = get_value();
        if (out.value.empty()) ok_ = false;
    }

    struct Boot {
        std::uint32_t number = 0;
        std::int64_t distance = 0;
    };
    Boot& get_boot() {
        std::uint64_t const place = columns_[boots].varint();
        if (place == boots_.size()) {
            std::uint64_t const number = columns_[boots].varint();
            if (number > UINT32_MAX) ok_ = false;
            boots_.push_back({static_cast<std::uint32_t>(number), 0});
        }
        if (place < boots_.size()) return boots_[static_cast<std::size_t>(place)];
        if (boots_.empty()) boots_.push_back({});
        ok_ = false;
        return boots_.front();
    }

    std::string get_value() {
        std::uint64_t const code = columns_[values].varint();
        if (code >= value_first) return pick(shorts_, code - value_first);
        if (code == value_id) return cbor_string(2, get_id(columns_[ids]).view());
        std::uint64_t const size = columns_[lengths].varint();
        if (code == value_text) return cbor_string(3, take(texts, size));
        if (code == value_bytes) return cbor_string(2, take(random_bytes, size));
        std::string value(as_text(take(others, size)));
        if (code == value_new) {
            if (size > short_value_max) ok_ = false;  // else one long value named by every record would fill the memory
            shorts_.push_back(value);
        }
        return value;
    }

    ByteView take(Part part, std::uint64_t size) {
        if (size <= parts_[part].left()) return parts_[part].raw(static_cast<std::size_t>(size));
        ok_ = false;
        return {};
    }

    template <typename T>
    T pick(std::vector<T> const& table, std::uint64_t place) {
        if (place < table.size()) return table[static_cast<std::size_t>(place)];
        ok_ = false;
        return {};
    }

    struct Replica {
        ReplicaId id;
        std::int64_t counter = 0;
    };

    std::array<Bytes, part_count> plain_;
    std::array<ByteReader, part_count> parts_ = no_readers(std::make_index_sequence<part_count>());
    std::array<ByteReader, column_count> columns_ = no_readers(std::make_index_sequence<column_count>());
    bool ok_ = true;
    std::size_t writes_ = 0;
    std::vector<Shape> shapes_;
    std::vector<Root> roots_;
    std::vector<std::string> keys_;
    std::vector<Uuid> ids_;
    std::vector<Replica> replicas_;
    std::vector<Boot> boots_;
    std::vector<std::string> shorts_;
    Root root_;
    std::int64_t next_key_ = 0;
    std::int64_t last_time_ = 0;
    std::int64_t last_drift_ = 0;

    template <std::size_t... I>
    static std::array<ByteReader, sizeof...(I)> no_readers(std::index_sequence<I...>) {
        return {((void)I, ByteReader({}))...};
    }
};
}  // namespace

Outcome<std::vector<Delta>> decode_columns(ByteView bytes, std::size_t count_max) {
    return Decoder().decode(bytes, count_max);
}

}  // namespace mingcha
