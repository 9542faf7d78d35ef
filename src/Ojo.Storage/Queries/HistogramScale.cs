namespace Ojo.Storage.Queries;

/// <summary>How a histogram's buckets follow each other.</summary>
public enum HistogramScale
{
    /// <summary>Each is as wide as the next.</summary>
    Linear,

    /// <summary>Each is as many times as wide as the one before. Numbers below the least positive one have no place in it.</summary>
    Logarithmic,
}
