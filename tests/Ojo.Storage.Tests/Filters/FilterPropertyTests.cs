using FsCheck;
using FsCheck.Fluent;
using Ojo.Storage.Filters;

namespace Ojo.Storage.Tests.Filters;

/// <summary>What must hold of every filter, shown on some thousands at random.</summary>
public sealed class FilterPropertyTests
{
    private const int Tries = 2000;

    private static readonly string[] s_names =
        ["type", "TYPE", "flow", "parent", "run", "service", "host", "t", "level", "role", "category", "provider", "has", "events", "loss", "cwnd", "PACKET_*.size", "0x2.payload", "größe", "*.role"];

    private static readonly string[] s_signs = [":", "=", "==", "!=", "<", "<=", ">", ">=", "~"];

    private static readonly Gen<string> s_bare = Gen.Elements("abzAZ019_*?.-/%µ€:=<>!~\ud83d".ToCharArray())
        .NonEmptyListOf().Select(static letters => string.Concat(letters).Replace("\ud83d", "\ud83d\ude00", StringComparison.Ordinal));

    private static readonly Gen<string> s_quoted =
        from quote in Gen.Elements('"', '\'')
        from inside in Gen.Elements("ab ,:*?<>=-\"'".ToCharArray()).ListOf()
        select $"{quote}{string.Concat(inside).Replace(quote.ToString(), "", StringComparison.Ordinal)}{quote}";

    private static readonly Gen<string> s_values = Gen.OneOf(s_bare, s_quoted).NonEmptyListOf().Select(static values => string.Join(',', values));

    private static readonly Gen<string> s_term =
        from minus in Gen.Elements("", "", "-")
        from name in Gen.OneOf(Gen.Elements(s_names).SelectMany(static name => Gen.Elements(s_signs).Select(sign => name + sign)), Gen.Constant(""))
        from values in s_values
        select minus + name + values;

    // Of many terms at random one is nearly always wrong.
    private static readonly Gen<string> s_filter = Gen.Choose(0, 3).SelectMany(static count => s_term.ListOf(count)).Select(static terms => string.Join(' ', terms));

    [Fact]
    public void What_a_filter_writes_is_read_as_the_same_filter()
    {
        int understood = 0;
        Check(s_filter, text =>
        {
            if (Read(text) is not Filter filter)
            {
                return true;
            }

            understood++;
            string written = filter.ToString();
            return Filter.Parse(written).Equals(filter) && Filter.Parse(written).ToString() == written;
        });
        Assert.True(understood > Tries / 40, $"Only {understood} of {Tries} texts were filters.");
    }

    [Fact]
    public void Blanks_more_or_less_change_nothing() => Check(s_filter, static text =>
        Read(text) is not Filter filter || Filter.Parse($" \t{text}\r\n  ").Equals(filter));

    [Fact]
    public void Terms_lie_within_the_text_one_after_the_other_with_blanks_between() => Check(s_filter, static text =>
    {
        int end = -1;
        foreach (FilterTerm term in Read(text)?.Terms ?? [])
        {
            if (term.Offset <= end || term.Length < 1 || term.Offset + term.Length > text.Length || text[term.Offset] == ' ')
            {
                return false;
            }

            end = term.Offset + term.Length;
        }

        return true;
    });

    [Fact]
    public void A_fault_lies_within_the_text() => Check(
        Gen.OneOf(s_filter, ArbMap.Default.GeneratorFor<string>().Select(static text => text ?? "")),
        static text =>
        {
            try
            {
                Filter.Parse(text);
                return true;
            }
            catch (FilterException fault)
            {
                return fault.Offset >= 0 && fault.Length >= 0 && fault.Offset + fault.Length <= text.Length && fault.Message.Length > 10;
            }
        });

    private static Filter? Read(string text)
    {
        try
        {
            return Filter.Parse(text);
        }
        catch (FilterException)
        {
            return null;
        }
    }

    private static void Check(Gen<string> texts, Func<string, bool> holds) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(Tries), Prop.ForAll(texts.ToArbitrary(), holds));
}
