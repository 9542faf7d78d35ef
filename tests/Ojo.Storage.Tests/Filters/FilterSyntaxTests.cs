using Ojo.Storage.Filters;

namespace Ojo.Storage.Tests.Filters;

public sealed class FilterSyntaxTests
{
    [Fact]
    public void Each_term_says_what_it_is_about_and_where_it_stands()
    {
        var filter = Filter.Parse("  type:PACKET_*\tflow:1-7 -reason:timeout,\"a b\"  t:..3s loss>1% cwnd<20KiB handshake\n");

        Assert.Equal(
            [
                (FilterTermKind.Type, 2, 13), (FilterTermKind.Flow, 16, 8), (FilterTermKind.Field, 25, 21), (FilterTermKind.Time, 48, 6),
                (FilterTermKind.FlowNumber, 55, 7), (FilterTermKind.Field, 63, 10), (FilterTermKind.Text, 74, 9),
            ],
            filter.Terms.Select(static term => (term.Kind, term.Offset, term.Length)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("TYPE=packet_sent", "type:packet_sent")]
    [InlineData("type!=A", "-type:A")]
    [InlineData("-type!=A", "type:A")]
    [InlineData("cwnd==5", "cwnd=5")]
    [InlineData("Cwnd:5", "Cwnd:5")]
    [InlineData("what===5", "what===5")]
    [InlineData("what:=5", "what:=5")]
    [InlineData("T>=1s   LEVEL>warn", "t>=1s level>warn")]
    [InlineData("'say \"hi\"'", "'say \"hi\"'")]
    [InlineData("'plain'", "\"plain\"")]
    [InlineData("reason:'a,b',c", "reason:\"a,b\",c")]
    [InlineData("what:''", "what:\"\"")]
    [InlineData("*.role=client", "*.role=client")]
    [InlineData("0x10.payload>5", "0x10.payload>5")]
    [InlineData("-5", "-5")]
    [InlineData("wow!", "wow!")]
    [InlineData("größe>5", "größe>5")]
    [InlineData("at>2026-01-31T12:00:00Z", "at>2026-01-31T12:00:00Z")]
    public void A_filter_writes_itself_in_one_way(string text, string canonical)
    {
        var filter = Filter.Parse(text);

        Assert.Equal(canonical, filter.ToString());
        Assert.Equal(filter, Filter.Parse(canonical));
        Assert.Equal(filter.GetHashCode(), Filter.Parse(canonical).GetHashCode());
    }

    [Fact]
    public void Filters_that_say_something_else_differ()
    {
        string[] texts = ["", "a", "-a", "\"a\"", "a,b", "b,a", "a b", "a:b", "a=b", "A:b", "a~b", "type:a", "type:\"a\"", "t>1s", "t>=1s"];

        Assert.All(texts.SelectMany(left => texts.Where(right => right != left).Select(right => (left, right))), static pair =>
            Assert.NotEqual(Filter.Parse(pair.left), Filter.Parse(pair.right)));
    }

    [Fact]
    public void Terms_that_are_understood_are_told_beside_a_wrong_one()
    {
        Assert.Equal(
            [(FilterTermKind.Type, 0), (FilterTermKind.Field, 17)],
            FilterCatalogue.TermsOf("type:A cwnd>  -  a:b \"open").Select(static term => (term.Kind, term.Offset)));
        Assert.Equal(Filter.MostTerms, FilterCatalogue.TermsOf(string.Join(' ', Enumerable.Repeat("a", 100))).Count);
        Assert.Empty(FilterCatalogue.TermsOf(new string('a', Filter.MostCharacters + 1)));
    }

    [Fact]
    public void As_many_characters_and_terms_as_there_may_be_are_understood()
    {
        Assert.Equal(Filter.MostTerms, Filter.Parse(string.Join(' ', Enumerable.Repeat(new string('a', 63), Filter.MostTerms))).Terms.Count);
        Assert.Single(Filter.Parse(new string('a', Filter.MostCharacters)).Terms);
    }
}
