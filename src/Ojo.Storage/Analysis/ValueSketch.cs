namespace Ojo.Storage.Analysis;

/// <summary>Numbers counted by how large they are: 64 buckets for each power of two, of either sign.</summary>
/// <remarks>
/// A bucket's numbers lie within 1/64 of each other, and the middle of the bucket stands for all: it is off by at most
/// 1/128, 0.8 %. As in HDR histograms a number's bucket is read off its bits. Where numbers of more than 160 powers of two
/// are met, those nearest to 0 are taken for 0; whole numbers of 64 bits have 64.
/// </remarks>
internal sealed class ValueSketch
{
    private const int BucketShift = 46;
    private const int BucketsPerPage = 64;
    private const int MostPages = 160;

    private static readonly int s_zeroPage = PageOf(OrderedNumber.OfReal(0));

    private readonly Dictionary<int, long[]> _pages = [];
    private int _lastPage = -1;
    private long[] _last = [];

    public void Add(double value)
    {
        ulong key = OrderedNumber.OfReal(value);
        int page = PageOf(key);
        if (page != _lastPage)
        {
            (_lastPage, _last) = (page, Page(page));
        }

        _last[BucketOf(key)]++;
    }

    public void Add(ValueSketch other)
    {
        foreach ((int page, long[] counts) in other._pages)
        {
            long[] sums = Page(page);
            for (int bucket = 0; bucket < BucketsPerPage; bucket++)
            {
                sums[bucket] += counts[bucket];
            }
        }

        _lastPage = -1;
    }

    /// <summary>About the number at a place in the order of all, counted from 1.</summary>
    public double At(long rank)
    {
        double reached = double.NaN;
        foreach (int page in _pages.Keys.Order())
        {
            for (int bucket = 0; bucket < BucketsPerPage; bucket++)
            {
                long count = _pages[page][bucket];
                if (count == 0)
                {
                    continue;
                }

                reached = Middle(page, bucket);
                rank -= count;
                if (rank <= 0)
                {
                    return reached;
                }
            }
        }

        return reached;
    }

    private static int PageOf(ulong key) => (int)(key >> BucketShift) / BucketsPerPage;

    private static int BucketOf(ulong key) => (int)(key >> BucketShift) % BucketsPerPage;

    private static double Middle(int page, int bucket)
    {
        if (page == s_zeroPage || page == s_zeroPage - 1)
        {
            return 0;
        }

        ulong first = ((ulong)page * BucketsPerPage) + (ulong)bucket;
        return (OrderedNumber.ToReal(first << BucketShift) / 2) + (OrderedNumber.ToReal((first << BucketShift) | ((1UL << BucketShift) - 1)) / 2);
    }

    private long[] Page(int page)
    {
        if (!_pages.TryGetValue(page, out long[]? counts))
        {
            counts = new long[BucketsPerPage];
            _pages.Add(page, counts);
            if (_pages.Count > MostPages)
            {
                counts = FoldSmallest(page);
            }
        }

        return counts;
    }

    /// <summary>Takes the numbers nearest to 0 for 0.</summary>
    /// <returns>Where numbers of the page that was asked for are counted now.</returns>
    private long[] FoldSmallest(int asked)
    {
        if (!_pages.TryGetValue(s_zeroPage, out long[]? zero))
        {
            _pages.Add(s_zeroPage, zero = new long[BucketsPerPage]);
        }

        while (_pages.Count > MostPages)
        {
            int smallest = _pages.Keys.Where(static page => page != s_zeroPage).MinBy(static page => Math.Abs((page * 2) + 1 - (s_zeroPage * 2)));
            zero[0] += _pages[smallest].Sum();
            _pages.Remove(smallest);
        }

        _lastPage = -1;
        return _pages.GetValueOrDefault(asked, zero);
    }
}
