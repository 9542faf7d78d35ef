using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using Ojo.Storage;
using Ojo.Storage.Queries;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

/// <summary>What the inspector tells of a packet that was lost and sent again.</summary>
public sealed class PacketLifeTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    [Fact]
    public async Task The_life_of_a_lost_packet_goes_on_in_the_one_that_carried_the_same_again()
    {
        EventRow lost = Events(transfer.Store.Reader, TransferStore.Download, null, "PACKET_LOST_TIMEOUT")[0];
        PacketLives lives = transfer.Store.Reader.GetPacketLife(new PacketLifeQuery { Flow = TransferStore.Download, PacketNumber = lost.Payload });
        Assert.True(lives.Packets.Count > 1, "The test needs a packet that was sent again.");
        await OpenAsync(transfer.Store, TransferStore.Download, $"&from={lost.TNs - 1_000_000}&to={lost.TNs + 1_000_000}&event={lost.Id}@{lost.TNs}");

        await Expect(Page.Locator(".life-packet b")).ToHaveTextAsync([.. lives.Packets.Select(static one => $"{one.PacketNumber}")]);
        await Expect(Page.Locator(".life-step")).ToHaveCountAsync(lives.Packets.Sum(static one => one.Steps.Count));
        await Expect(Page.Locator(".life-step[aria-current=true]")).ToContainTextAsync("lost");

        // Each step is a link: the last of the chain lies outside of what is on the screen.
        ILocator last = Page.Locator(".life-step").Last;
        await last.ClickAsync();

        EventRow step = lives.Packets[^1].Steps[^1].Event;
        await Expect(Page.Locator(".inspected h2")).ToHaveTextAsync(step.Name);
        await Expect(Page.Locator($".table-row[data-event='{step.Id}']")).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(Page.Locator(".life-packet[aria-current=true] b")).ToHaveTextAsync($"{lives.Packets[^1].PacketNumber}");
    }
}
