namespace Ojo.Storage.Decoding;

/// <summary>Where the texts of one event are found that are not in its words.</summary>
internal interface IEventTexts
{
    /// <summary>The string that the run defined under this id, or null where it defined none.</summary>
    string? FindString(ulong id);

    /// <summary>Turns to one of the event's texts, by its number.</summary>
    void GoTo(int text);

    /// <summary>The bytes of the event's next text, in order of its fields; empty where there is none.</summary>
    byte[] NextText();
}
