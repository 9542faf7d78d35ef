using Microsoft.Playwright;
using Ojo.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ojo.Browser.Tests;

public sealed class ThemeTests(ChromiumFixture chromium, TransferStore transfer) : PageTest(chromium)
{
    [Fact]
    public async Task The_systems_preference_decides_until_somebody_chooses_and_the_choice_lasts()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        double light = await BrightnessAsync();
        Assert.True(light > 0.8);

        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.True(await BrightnessAsync() < 0.2);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Use light colours" }).ClickAsync();
        Assert.Equal(light, await BrightnessAsync());
        await Page.ReloadAsync();
        Assert.Equal(light, await BrightnessAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_and_marks_stand_out_from_their_ground(ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await OpenAsync(transfer.Store, TransferStore.Download);

        foreach (string text in (string[])["ink", "muted", "danger", "accent"])
        {
            Assert.True(await ContrastAsync(text) >= 4.5, $"{text} has a contrast of {await ContrastAsync(text):0.00} on {scheme}.");
        }

        // The mid-tones of Okabe and Ito are less far from white; shape and place say the same as they do.
        foreach (string mark in (string[])["sent", "acked", "lost", "received", "limit", "sample", "neutral", "other"])
        {
            Assert.True(await ContrastAsync(mark) >= 3, $"{mark} has a contrast of {await ContrastAsync(mark):0.00} on {scheme}.");
        }
    }

    [Fact]
    public async Task The_charts_are_drawn_in_the_themes_colours()
    {
        await OpenAsync(transfer.Store, TransferStore.Download);
        await Expect(Page.Locator("[data-panel=window] canvas")).ToBeVisibleAsync();
        await ExpectPaintedAsync("#c98a00");

        await Page.Keyboard.PressAsync("t");

        await ExpectPaintedAsync("#f0b63a");
    }

    /// <summary>Waits until the window panel has pixels of a colour.</summary>
    private async Task ExpectPaintedAsync(string colour) => await Page.WaitForFunctionAsync(
        """
        (colour) => {
          const canvas = document.querySelector('[data-panel=window] canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
          let found = 0;
          for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 200 && Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 24) found++;
          return found > 50;
        }
        """, colour);

    private async Task<double> BrightnessAsync() => await Page.EvaluateAsync<double>(
        "() => { const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number); return (r + g + b) / 765; }");

    /// <summary>The contrast of a colour of the palette with the ground it is drawn on (WCAG 2.2, relative luminance).</summary>
    private async Task<double> ContrastAsync(string name) => await Page.EvaluateAsync<double>(
        """
        (name) => {
          const style = getComputedStyle(document.documentElement);
          const luminance = (name) => {
            const [r, g, b] = [1, 3, 5].map((at) => parseInt(style.getPropertyValue('--' + name).trim().slice(at, at + 2), 16) / 255)
              .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const [a, b] = [luminance(name), luminance('surface')].sort((x, y) => y - x);
          return (a + 0.05) / (b + 0.05);
        }
        """, name);
}
