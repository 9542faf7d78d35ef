namespace Ojo.Storage.Sqlite.Writing.Compaction;

/// <summary>An event on its way into a merged block.</summary>
/// <param name="Ns">Its time.</param>
/// <param name="Key">Its key.</param>
/// <param name="Slot">Which of the merge's files it is of.</param>
/// <param name="FirstRecord">Where its records begin.</param>
/// <param name="Records">How many they are.</param>
/// <param name="FirstText">Where its texts begin.</param>
/// <param name="Texts">How many they are.</param>
internal readonly record struct LoadedEvent(long Ns, int Key, int Slot, int FirstRecord, int Records, int FirstText, int Texts);
