using System.CommandLine.Parsing;
using Ojo.Storage;
using Ojo.Storage.Shards;

namespace Ojo.Watcher.CommandLine;

/// <summary>Reads how the store is divided and what it keeps, and says what is wrong where a text means neither.</summary>
internal static class StoreOptions
{
    public static ShardSpan? ParseSpan(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (ShardSpan.TryParse(text, out ShardSpan span))
        {
            return span;
        }

        result.AddError($"{OptionText.NameOf(result)}: '{text}' divides nothing; write day, hour, or a size such as 4GiB.");
        return null;
    }

    public static Retention? ParseRetention(ArgumentResult result)
    {
        Retention? sum = null;
        foreach (Token token in result.Tokens)
        {
            if (!Retention.TryAdd(sum, token.Value, out sum))
            {
                result.AddError($"{OptionText.NameOf(result)}: '{token.Value}' is neither a time nor a size; write for instance 7d, 12h, 20GB or 4GiB.");
                return null;
            }
        }

        return sum;
    }
}
