using System.Text;
using Ojo.Interop.Csv.Import;
using Ojo.Interop.Importing;
using Ojo.Interop.Tests.Qlog;

namespace Ojo.Interop.Tests.Csv;

/// <summary>A table is known by what it looks like; what only has commas is not taken for one.</summary>
public sealed class RecognitionTests
{
    [Theory]
    [InlineData("time,x\n1,2\n", "x.txt", true)]
    [InlineData("time,x\n1,2", "x", true)]
    [InlineData("Timestamp (ms)\tcwnd\trtt\n1\t2\t3\n4\t5\t6\n", "x.log", true)]
    [InlineData("a;t_us;b\r\n1;2;x\r\n", "x", true)]
    [InlineData("when,x\n1,2\n", "x.csv", true)]
    [InlineData("when,x\n1,2\n", "x.csv.gz", true)]
    [InlineData("when,x\n1,2\n", "x.txt", false)]
    [InlineData("1,2\n3,4\n", "x.csv", false)]
    [InlineData("time\n1\n2\n", "x.csv", false)]
    [InlineData("time,x\n", "x", false)]
    [InlineData("time,x\n1,2,3\n1\n", "x", false)]
    [InlineData("time, all of it, is an illusion\nsaid, some, people\n", "x", false)]
    [InlineData("2026-01-02 03:04:05,123 INFO started\n2026-01-02 03:04:06,456 INFO stopped\n", "x.log", false)]
    [InlineData("Jan 2 03:04:05 host sshd[1]: Accepted, for root\n", "x.log", false)]
    [InlineData("time=1, level=info, msg=started\ntime=2, level=info, msg=stopped\n", "x.log", false)]
    [InlineData("{\"time\":1,\"name\":\"x\"}\n{\"time\":2,\"name\":\"y\"}\n", "x.csv", false)]
    [InlineData("[1,2,3]\n", "x.csv", false)]
    [InlineData("<time,x>\n1,2\n", "x.csv", false)]
    [InlineData("time,x\n1,\0\n", "x.csv", false)]
    [InlineData("", "x.csv", false)]
    public void Content_decides_and_a_name_helps_where_it_says_too_little(string text, string name, bool isTable) =>
        Assert.Equal(isTable, new CsvImporter().Recognizes(Encoding.UTF8.GetBytes(text), name));

    [Fact]
    public void No_qlog_is_taken_for_a_table()
    {
        Assert.All(WritersTests.Files(), static row => Assert.False(new CsvImporter().Recognizes(Encoding.UTF8.GetBytes(row.Data.Item2), "trace.csv")));
        foreach (string folder in (string[])["qlog", "pcap"])
        {
            foreach (string name in SharedFiles.Names(folder))
            {
                using ImportSource source = ImportSource.Open(SharedFiles.Path(folder, name));
                Assert.False(new CsvImporter().Recognizes(source.Head, name), name);
            }
        }
    }
}
