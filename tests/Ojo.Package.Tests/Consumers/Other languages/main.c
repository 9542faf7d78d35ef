#include <stdio.h>

#include "c include/events.h"

/* Writes a trace file, whose name is the argument, with an event of each sort. */
int main(int argc, char **argv)
{
    static const uint8_t peer[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 0, 2, 1};
    static const uint8_t session[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    static const unsigned char blob[3] = {0xDE, 0x00, 0xFF};
    struct ojo_trace_header header = ojo_begin(OJO_TRACE_NANOSECONDS, UINT64_C(1700000000123456789));
    struct ojo_record records[64];
    struct ojo_record *out = records;
    size_t count;
    uint32_t crc;
    FILE *file;

    if (argc < 2)
    {
        return 2;
    }

    out = ojo_string(out, 5, 1, "a level", 7);
    out = polyglot_yaml_snapshot_sent(out, 10, 7, 41, 1337, POLYGLOT_YAML_SNAPSHOT_SENT_REASON_TAIL);
    out = polyglot_yaml_snapshot_sent(out, 20, 7, 0xFFFFFFFFu, 0xFFFFu, 200);
    out = polyglot_yaml_everything_happened(
        out, 30, 4000000000u, -5, -123456789012, true, UINT64_MAX, -1.5f, 1e300, peer, session, 1700000000000000100, 1,
        "na\xC3\xAFve text", 11, blob, sizeof blob);
    out = polyglot_yaml_everything_happened(out, 40, 8, 2047, 7, false, 0, 0.0f, -0.25, peer, session, -1000, 0, "", 0, blob, 0);
    out = polyglot_yaml_nothing_happened(out, 50);
    count = (size_t)(out - records);
    crc = ojo_crc32c(0, &header, sizeof header);
    crc = ojo_crc32c(crc, records, count * sizeof *records);
    out = ojo_end(out, 50, count, crc);

    file = fopen(argv[1], "wb");
    if (file == NULL)
    {
        return 1;
    }

    count = (size_t)(out - records);
    if (fwrite(&header, sizeof header, 1, file) != 1 || fwrite(records, sizeof *records, count, file) != count)
    {
        return 1;
    }

    return fclose(file) == 0 ? 0 : 1;
}
