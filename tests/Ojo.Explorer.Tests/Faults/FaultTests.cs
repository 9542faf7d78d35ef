using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Tests.Faults;

public sealed class FaultTests
{
    [Fact]
    public void What_a_client_sent_is_shown_without_control_characters() =>
        Assert.Equal("a\uFFFDb\uFFFD", Fault.Shown("a\u0000b\u001b"));

    [Fact]
    public void What_a_client_sent_is_cut_between_characters_never_inside_one()
    {
        string shown = Fault.Shown(new string('x', 79) + "😀😀😀");

        Assert.Equal(new string('x', 79) + "😀…", shown);
    }

    [Fact]
    public void Half_a_character_is_shown_as_one_that_cannot_be() =>
        Assert.Equal("\uFFFD", Fault.Shown("\uD83D"));

    [Fact]
    public void An_unknown_parameter_without_a_close_one_is_told_what_there_is()
    {
        Problem problem = Fault.UnknownParameter("zebra", ["limit", "cursor"]).Problem;

        Assert.Equal(400, problem.Status);
        Assert.Equal("zebra", problem.Parameter);
        Assert.Null(problem.Suggestion);
        Assert.EndsWith("This endpoint takes limit, cursor.", problem.Detail, StringComparison.Ordinal);
    }
}
