// mc_schema_doc > docs/SCHEMA.md

#include <iostream>

#include "tests/schema/schema_doc.hpp"

int main() {
    std::cout << mingcha::schema_doc();
}
