namespace Ojo.Storage.Sqlite.Writing;

/// <summary>What a transaction has changed, for those who have read the store before.</summary>
internal sealed class StoreChange
{
    /// <summary>Event types, keys or runs have changed.</summary>
    public bool Catalogue { get; set; }

    /// <summary>What has changed, if anything, is how the store lies, not what it says.</summary>
    public bool OnlyLayout { get; set; }

    /// <summary>Nothing has changed at all.</summary>
    public bool Nothing { get; set; }
}
