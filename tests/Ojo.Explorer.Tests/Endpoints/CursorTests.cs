using System.Text.Json;
using Ojo.Explorer.Tests.Support;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Tests.Endpoints;

public sealed class CursorTests : IAsyncLifetime
{
    private readonly List<string?> _asked = [];
    private RunningExplorer _explorer = null!;

    public async ValueTask InitializeAsync()
    {
        FakeStore store = new()
        {
            Flows = (query, _) => { _asked.Add(query.Cursor); return new FlowPage([SampleStore.Flow], 9, "1f.3"); },
            Events = (query, _) => { _asked.Add(query.Cursor); return new EventPage(SampleStore.Events, "1.2.3"); },
        };
        _explorer = await RunningExplorer.StartAsync(store);
    }

    public ValueTask DisposeAsync() => _explorer.DisposeAsync();

    [Theory]
    [InlineData("/api/flows?sort=events&order=desc", "1f.3")]
    [InlineData("/api/events?type=13&type=40", "1.2.3")]
    [InlineData("/api/flows/1-7/events?where=reason%3Dtimeout", "1.2.3")]
    public async Task A_page_is_followed_by_the_next_whatever_its_size(string list, string storeCursor)
    {
        string cursor = await CursorOfAsync(list);

        await _explorer.GetAsync($"{list}&limit=7&cursor={cursor}");

        Assert.Equal([null, storeCursor], _asked);
    }

    [Theory]
    [InlineData("/api/flows?sort=events", "/api/flows?sort=lost")]
    [InlineData("/api/flows?sort=events", "/api/flows?sort=events&order=desc")]
    [InlineData("/api/events?type=13", "/api/events?type=40")]
    [InlineData("/api/events?type=13", "/api/events?from=0")]
    [InlineData("/api/flows/1-7/events?from=0", "/api/events?from=0")]
    public async Task A_cursor_of_another_list_is_refused(string list, string other)
    {
        string cursor = await CursorOfAsync(list);

        JsonElement problem = await _explorer.GetProblemAsync(400, $"{other}&cursor={cursor}");

        Assert.Equal("urn:ojo:problem:bad-cursor", problem.GetProperty("type").GetString());
        Assert.Equal("cursor", problem.GetProperty("parameter").GetString());
        Assert.Single(_asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3~000000000000")]
    [InlineData("';DROP TABLE events;--")]
    public async Task What_is_no_cursor_is_refused(string cursor)
    {
        JsonElement problem = await _explorer.GetProblemAsync(400, "/api/events?cursor=" + Uri.EscapeDataString(cursor));

        Assert.Equal("urn:ojo:problem:bad-cursor", problem.GetProperty("type").GetString());
        Assert.Empty(_asked);
    }

    private async Task<string> CursorOfAsync(string list) =>
        Uri.EscapeDataString((await _explorer.GetAsync(list)).GetProperty("nextCursor").GetString()!);
}
