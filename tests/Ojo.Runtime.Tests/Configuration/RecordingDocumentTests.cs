namespace Ojo.Runtime.Tests.Configuration;

/// <summary>docs/RECORDING.md lists the options that there are.</summary>
public sealed class RecordingDocumentTests
{
    [Fact]
    public void Every_option_is_in_the_table_with_its_variable()
    {
        string[] documented = [.. RepositoryFiles.Read("docs", "RECORDING.md")
            .SkipWhile(static line => !line.StartsWith("| option |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(static line => line.StartsWith('|'))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(static cells => $"{cells[1].Trim('`')} {cells[3].Split(':')[0].Trim('`')}".Trim())];
        string[] declared = [.. typeof(TracerOptions).GetProperties()
            .Select(static property => property.Name == nameof(TracerOptions.OnWarning) ? property.Name : $"{property.Name} {VariableOf(property.Name)}")];
        Assert.Equal(declared.Order(), documented.Order());
    }

    private static string VariableOf(string option) =>
        "OJO_" + System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(option);
}
