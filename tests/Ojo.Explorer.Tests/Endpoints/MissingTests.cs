using System.Text.Json;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Endpoints;

/// <summary>A store one of whose files cannot be read: the rest answers, and every answer says what is missing.</summary>
public sealed class MissingTests : IDisposable
{
    private const string Middle = "2026-01-02.db";

    private readonly DayStore _store = new();

    public MissingTests()
    {
        for (ulong day = 0; day < 3; day++)
        {
            _store.Ingest(null, new(day * DayStore.DayUs, 7, 0x002, day), new((day * DayStore.DayUs) + 5, 7, 0x003, day));
        }
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("/api/stats", "missing")]
    [InlineData("/api/flows", "missing")]
    [InlineData("/api/flows/1-7", "missing")]
    [InlineData("/api/events", "missing")]
    [InlineData("/api/flows/1-7/events", "missing")]
    [InlineData("/api/flows/1-7/series?select=PACKET_SENT", "missing")]
    [InlineData("/api/flows/1-7/packets/1", "missing")]
    [InlineData("/api/flows/1-7/range", "partial")]
    [InlineData("/api/flows/1-7/derived?select=loss_rate", "partial")]
    [InlineData("/api/event-counts?run=1", "partial")]
    [InlineData("/api/histogram?field=packet_number", "partial")]
    [InlineData("/api/groups?by=type", "partial")]
    public async Task Every_answer_says_which_file_it_lacks_and_is_not_remembered(string question, string member)
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.Path);
        JsonElement whole = (await explorer.GetAsync(question)).GetProperty(member);
        Assert.True(whole.ValueKind == JsonValueKind.Null || whole.GetArrayLength() == 0, whole.GetRawText());
        byte[] sound = File.ReadAllBytes(Path.Combine(_store.Path, Middle));
        File.Delete(Path.Combine(_store.Path, Middle));
        await using RunningExplorer without = await RunningExplorer.StartAsync(_store.Path);

        using HttpResponseMessage response = await without.Client.GetAsync(new Uri(question, UriKind.Relative));
        JsonElement lacking = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty(member);
        JsonElement missing = Assert.Single((member == "partial" ? lacking.GetProperty("missing") : lacking).EnumerateArray());

        Assert.Equal(Middle, missing.GetProperty("name").GetString());
        Assert.DoesNotContain(_store.Path, missing.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Null(response.Headers.ETag);

        File.WriteAllBytes(Path.Combine(_store.Path, Middle), sound);
        Assert.Equal(whole.GetRawText(), (await without.GetAsync(question)).GetProperty(member).GetRawText());
    }

    [Fact]
    public async Task A_file_that_was_overwritten_is_named_in_the_overview_once_somebody_has_asked_for_what_it_holds()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(_store.Path, Middle));
        bytes.AsSpan(200).Fill(0x5A);
        File.WriteAllBytes(Path.Combine(_store.Path, Middle), bytes);
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.Path);

        Assert.Equal(4, (await explorer.GetAsync("/api/events")).GetProperty("events").GetArrayLength());

        JsonElement missing = Assert.Single((await explorer.GetAsync("/api/stats")).GetProperty("missing").EnumerateArray());
        Assert.Equal(Middle, missing.GetProperty("name").GetString());
        Assert.DoesNotContain(_store.Path, missing.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }
}
