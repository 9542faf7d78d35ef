using System.Text;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Tests.Support;

/// <summary>Keeps the texts of each event that a scan shows, parted by commas.</summary>
internal sealed class TextSink : IEventSink
{
    public List<string> Texts { get; } = [];

    public bool Take(in ScannedEvents events)
    {
        for (int number = 0; number < events.Events.Length; number++)
        {
            var texts = new List<string>();
            for (int text = 0; text < events.Texts.Count(number); text++)
            {
                texts.Add(Encoding.UTF8.GetString(events.Texts.Find(number, text)));
            }

            Assert.True(events.Texts.Find(number, texts.Count).IsEmpty);
            Texts.Add(string.Join(',', texts));
        }

        return true;
    }
}
