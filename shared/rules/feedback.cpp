#include "shared/rules/feedback.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace mingcha {

namespace {
constexpr std::string_view code_label = "mingcha.verify.1";
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford: no I, L, O, U
constexpr std::size_t code_size = 12;

constexpr std::array covered{RecordType::visit, RecordType::answer, RecordType::photo, RecordType::finding};
constexpr std::array<std::string_view, 3> left_out{"number", "release", "order"};

/// A signature and the pictures of a dissent are made by signing; they cannot be part of what is signed.
bool is_covered(Record const& record) {
    if (std::ranges::find(covered, record.name.type) == covered.end()) return false;
    auto const role = record.name.type == RecordType::photo ? record.value("role").text() : std::string();
    return role != "signature" && role != "dissent";
}

std::string name_of(Record const& record, TypeSpec const& type) {
    if (type.type == RecordType::visit) return "visit";
    if (!record.key.empty()) return std::string(type.name) + " " + record.key;
    return std::string(type.name) + " " + record.name.id.to_string();
}

/// Different sibling values, sorted by bytes. A value that does not decode is another version's: its bytes stand for it.
Value::List values_of(FieldState const& field) {
    std::set<std::string> different;
    for (auto const& sibling : field.siblings)
        if (!sibling.is_named_only()) different.insert(sibling.value);
    Value::List out;
    for (auto const& bytes : different) {
        auto decoded = Value::decode(view(bytes));
        out.push_back(decoded ? std::move(*decoded) : Value(Bytes(bytes.begin(), bytes.end())));
    }
    return out;
}

Value::Map fields_of(Record const& record, TypeSpec const& type) {
    Value::Map out;
    for (auto const& [number, state] : record.fields) {
        auto const* spec = find_field(type, number);
        if (!spec || number == withdrawn_field || std::ranges::find(left_out, spec->name) != left_out.end()) continue;
        auto values = values_of(state);
        if (!values.empty()) out.emplace(spec->name, std::move(values));
    }
    return out;
}

void compare(std::string const& record, Value::Map const& before, Value::Map const& now, std::vector<Addendum>& out) {
    std::set<std::string, std::less<>> fields;
    for (auto const& one : before) fields.insert(one.first);
    for (auto const& one : now) fields.insert(one.first);
    for (auto const& field : fields) {
        auto const old = before.find(field), fresh = now.find(field);
        Addendum row{record, field, old == before.end() ? Value::List{} : old->second.list(),
                     fresh == now.end() ? Value::List{} : fresh->second.list()};
        if (row.signed_values != row.now) out.push_back(std::move(row));
    }
}
}  // namespace

Value snapshot(std::span<Record const> records) {
    Value::Map out;
    for (auto const& record : records) {
        auto const* type = find_type(record.name.type);
        if (!type || !is_covered(record) || is_withdrawn(record)) continue;
        out.insert_or_assign(name_of(record, *type), Value(fields_of(record, *type)));
    }
    return out;
}

Hash feedback_hash(Value const& snapshot, ByteView salt) {
    Bytes input(salt.begin(), salt.end());
    auto const values = snapshot.encode();
    input.insert(input.end(), values.begin(), values.end());
    return sha256(input);
}

bool is_sound_feedback(Record const& feedback) {
    auto const hash = feedback.value("hash").bytes();
    return hash.size() == Hash{}.size() &&
           hash_from(hash) == feedback_hash(feedback.value("values"), feedback.value("salt").bytes());
}

int feedback_rounds(std::span<Record const* const> feedbacks) {
    std::set<std::int64_t> rounds;
    for (auto const* one : feedbacks)
        if (is_sound_feedback(*one)) rounds.insert(one->value("round").integer());
    return static_cast<int>(rounds.size());
}

std::vector<Addendum> addendum(Value const& signed_snapshot, std::span<Record const> records) {
    return difference(signed_snapshot, snapshot(records));
}

std::vector<Addendum> difference(Value const& before, Value const& after) {
    std::set<std::string, std::less<>> names;
    for (auto const& one : before.map()) names.insert(one.first);
    for (auto const& one : after.map()) names.insert(one.first);
    std::vector<Addendum> out;
    for (auto const& name : names) compare(name, before[name].map(), after[name].map(), out);
    return out;
}

std::string verification_code(Uuid const& visit, Hash const& feedback) {
    Bytes input;
    auto const append = [&](ByteView part) { input.insert(input.end(), part.begin(), part.end()); };
    append(view(code_label));
    input.push_back(0);
    append(visit.view());
    append(feedback);
    auto const digest = sha256(input);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | digest[i];
    bits >>= 4;
    std::string out(code_size, '0');
    for (std::size_t i = code_size; i-- > 0; bits >>= 5) out[i] = alphabet[bits & 31];
    return out;
}

std::string grouped_code(std::string_view code) {
    std::string out;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (i > 0 && i % 4 == 0) out += '-';
        out += code[i];
    }
    return out;
}

Outcome<std::string> parse_code(std::string_view typed) {
    std::string out;
    for (char one : typed) {
        if (one == ' ' || one == '-') continue;
        if (one >= 'a' && one <= 'z') one = static_cast<char>(one - 'a' + 'A');
        if (one == 'O') one = '0';
        if (one == 'I' || one == 'L') one = '1';
        if (alphabet.find(one) == std::string_view::npos) return Error{"bad_code", "a character that no code has"};
        out += one;
    }
    if (out.size() != code_size) return Error{"bad_code", "a code has 12 characters"};
    return out;
}

}  // namespace mingcha
