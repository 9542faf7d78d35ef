using Ojo.Interop.Csv.Import;
using Ojo.Interop.Tests.Importing;

namespace Ojo.Interop.Tests.Csv;

/// <summary>Random damage by the thousand is taken in or reported.</summary>
public sealed class MutationTests
{
    [Fact]
    public void Mutated_tables_crash_and_hang_nothing_and_each_row_is_taken_in_or_reported()
    {
        using MutatedFiles files = new(new CsvImporter(), [.. TableTests.Forms().Select(static row => row.Data.Item2),
            "ts (us),conn,event,packet_number,size,cwnd,note\n1,alpha,packet_sent,7,1200,,\"a, \"\"b\"\"\nc\"\n2,beta,packet_sent,8,1300,,x\n3,alpha,window,,,14000,\n",
            "timestamp,rtt,flow\n2026-01-02T03:04:05.123456789Z,1.5,7\n2026-01-02T03:04:06Z,2.5,9\n"]);
        files.Try();
    }
}
