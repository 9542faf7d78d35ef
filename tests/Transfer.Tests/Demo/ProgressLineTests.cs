using Transfer.Demo;

namespace Transfer.Tests.Demo;

public sealed class ProgressLineTests
{
    [Fact]
    public void On_a_terminal_a_shorter_text_covers_the_longer_one_before_it()
    {
        StringWriter output = new();
        ProgressLine line = new(output, isTerminal: true, width: 80);

        line.Show("a long text");
        line.Show("short");
        line.Clear();
        line.Clear();

        Assert.Equal("\ra long text\rshort      \r     \r", output.ToString());
    }

    [Fact]
    public void A_text_never_reaches_the_edge_of_the_terminal()
    {
        StringWriter output = new();
        new ProgressLine(output, isTerminal: true, width: 6).Show("0123456789");

        Assert.Equal("\r01234", output.ToString());
    }

    [Fact]
    public void Elsewhere_each_text_is_a_line_and_nothing_is_taken_back()
    {
        StringWriter output = new() { NewLine = "\n" };
        ProgressLine line = new(output, isTerminal: false, width: 0);

        line.Show("one");
        line.Show("two");
        line.Clear();

        Assert.Equal("one\ntwo\n", output.ToString());
    }
}
