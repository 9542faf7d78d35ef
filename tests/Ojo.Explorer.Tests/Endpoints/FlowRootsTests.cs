using System.Text.Json;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Endpoints;

/// <summary>Flows that belong to no other: where a tree of them begins.</summary>
public sealed class FlowRootsTests : TraceStoreTest
{
    private const uint Sent = 0x002;
    private const uint LinkParent = 0x101;

    private protected override void Fill(TraceStore store)
    {
        // 1 has 2 and 3, 3 has 4; 5 says that it belongs to 99, of which nothing was recorded; 6 stands alone; of another run, 1 does and 7 belongs to it.
        store.Ingest(
            [new(1, 1, Sent, 1), new(2, 2, LinkParent, 1), new(3, 3, LinkParent, 1), new(4, 4, LinkParent, 3), new(5, 5, LinkParent, 99), new(6, 6, Sent, 1)]);
        store.Ingest([new(1, 1, Sent, 1), new(2, 7, LinkParent, 1)], TraceStore.StartUs + 1);
    }

    [Fact]
    public async Task Every_flow_is_a_root_or_below_one()
    {
        string[] roots = await FlowsAsync("parent=none");
        List<string> met = [.. roots];
        for (int i = 0; i < met.Count; i++)
        {
            met.AddRange(await FlowsAsync($"parent={met[i]}"));
        }

        Assert.Equal(["1-1", "1-5", "1-6", "2-1"], roots.Order());
        Assert.Equal((await FlowsAsync("")).Order(), met.Order());
    }

    [Fact]
    public async Task Roots_are_sorted_filtered_counted_and_paged_like_all_flows()
    {
        JsonElement page = await Explorer.GetAsync("/api/flows?parent=none&sort=id&order=desc&run=1&limit=2");
        JsonElement next = await Explorer.GetAsync($"/api/flows?parent=none&sort=id&order=desc&run=1&limit=2&cursor={Uri.EscapeDataString(page.GetProperty("nextCursor").GetString()!)}");

        Assert.Equal(3, page.GetProperty("total").GetInt32());
        Assert.Equal(["1-6", "1-5", "1-1"], Ids(page).Concat(Ids(next)));
        Assert.False(next.GetProperty("hasMore").GetBoolean());
        Assert.Equal(["1-6", "1-1", "2-1"], (await FlowsAsync("parent=none&filter=type:PACKET_SENT&sort=id")).OrderByDescending(static id => id == "1-6").ThenBy(static id => id));
    }

    private async Task<string[]> FlowsAsync(string query) => Ids(await Explorer.GetAsync($"/api/flows?limit=1000&{query}"));

    private static string[] Ids(JsonElement page) => [.. page.GetProperty("flows").EnumerateArray().Select(static flow => flow.GetProperty("id").GetString()!)];
}
