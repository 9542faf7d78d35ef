using System.Net;

namespace Ojo.Explorer.Security;

/// <summary>How often a token may be guessed in a minute: so often from one address, so often in all.</summary>
/// <remarks>
/// Who may not guess is answered without a look at the guess, right or wrong, so that guessing on is in vain. A guess
/// that was wrong before counts once: a browser with the cookie of a token that has been changed guesses nothing. An
/// address that has shown the token is not held up by what all others do. Safe to use from any number of threads.
/// </remarks>
internal sealed class GuessLimit(TimeProvider time)
{
    /// <summary>How many wrong guesses one address has in a minute.</summary>
    public const int MostFromOne = 10;

    /// <summary>How many all addresses have together.</summary>
    public const int MostInAll = 100;

    /// <summary>After how long guesses are forgotten.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int MostKnown = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, Guesses> _byAddress = [];
    private readonly HashSet<IPAddress> _known = [];
    private long _windowStart = time.GetTimestamp();
    private int _inAll;

    /// <summary>How long an address must wait before it may guess this; null where it may now.</summary>
    public TimeSpan? Wait(IPAddress address, UInt128 guess)
    {
        lock (_lock)
        {
            Forget();
            if (_byAddress.TryGetValue(address, out Guesses? guesses))
            {
                if (guesses.Wrong.Contains(guess))
                {
                    return null;
                }

                if (guesses.Wrong.Count >= MostFromOne)
                {
                    return Window - time.GetElapsedTime(guesses.Start);
                }
            }

            return _inAll >= MostInAll && !_known.Contains(address) ? Window - time.GetElapsedTime(_windowStart) : null;
        }
    }

    /// <summary>Takes down a wrong guess.</summary>
    public void Wrong(IPAddress address, UInt128 guess)
    {
        lock (_lock)
        {
            if (!_byAddress.TryGetValue(address, out Guesses? guesses))
            {
                _byAddress.Add(address, guesses = new Guesses(time.GetTimestamp()));
            }

            if (guesses.Wrong.Add(guess))
            {
                _inAll++;
            }
        }
    }

    /// <summary>Takes down that an address knows the token.</summary>
    public void Right(IPAddress address)
    {
        lock (_lock)
        {
            if (_known.Count >= MostKnown)
            {
                _known.Clear();
            }

            _known.Add(address);
        }
    }

    private void Forget()
    {
        if (time.GetElapsedTime(_windowStart) >= Window)
        {
            _windowStart = time.GetTimestamp();
            _inAll = 0;
        }

        // Never many: no more are taken down in a minute than may guess in all, and those who know the token.
        foreach ((IPAddress address, Guesses guesses) in _byAddress)
        {
            if (time.GetElapsedTime(guesses.Start) >= Window)
            {
                _byAddress.Remove(address);
            }
        }
    }

    private sealed record Guesses(long Start)
    {
        public HashSet<UInt128> Wrong { get; } = [];
    }
}
