using Ojo.Catalogue;
using Ojo.Format;

namespace Ojo.Interop.Importing;

/// <summary>Gives ids of 64 bits numbers of 32, which each trace file defines that uses them.</summary>
/// <param name="definition">The meta event that says which id a number stands for.</param>
internal sealed class WideIds(uint definition)
{
    /// <summary>The last id that stands for itself. The numbers above are given out.</summary>
    public const uint LastNarrow = 0xEFFF_FFFF;

    private const uint Last = uint.MaxValue - 1;

    private readonly Dictionary<ulong, Number> _numbers = [];

    /// <summary>Whether an id is that of an event type and stands for itself.</summary>
    public static bool IsEventType(ulong id) => id is > EventTypeId.Invalid and <= LastNarrow && !EventTypeId.IsMeta((uint)id);

    /// <summary>The number of an id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="file">The file that is to use it.</param>
    /// <param name="definitions">Takes the file's definition of the number, where it has none yet.</param>
    public uint NumberOf(ulong id, uint file, List<TraceRecord> definitions)
    {
        if (_numbers.TryGetValue(id, out Number number) && number.File == file)
        {
            return number.Value;
        }

        uint value = number.Value != 0 ? number.Value
            : LastNarrow + (uint)_numbers.Count < Last ? LastNarrow + 1 + (uint)_numbers.Count
            : throw new ImportException($"There are more than {Last - LastNarrow} ids beyond {LastNarrow}: their numbers are used up.");
        _numbers[id] = new Number(value, file);
        definitions.Add(new TraceRecord(0, value, definition, id));
        return value;
    }

    /// <summary>What stands for an id.</summary>
    /// <param name="Value">The number.</param>
    /// <param name="File">The file that has its definition already.</param>
    private readonly record struct Number(uint Value, uint File);
}
