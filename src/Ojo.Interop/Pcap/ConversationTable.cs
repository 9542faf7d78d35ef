namespace Ojo.Interop.Pcap;

/// <summary>The conversations that are followed: a limited number, of which the one makes room that was not seen for the longest time.</summary>
internal sealed class ConversationTable(int most)
{
    private readonly Dictionary<ConversationKey, Conversation> _byKey = [];
    private Conversation? _first;
    private Conversation? _last;

    /// <summary>How many had to make room for others.</summary>
    public long Forgotten { get; private set; }

    /// <summary>The conversation of a key, which is then the one seen last; null where there is none.</summary>
    public Conversation? Find(in ConversationKey key)
    {
        if (_last is { } last && last.Key == key)
        {
            return last;
        }

        if (!_byKey.TryGetValue(key, out Conversation? found))
        {
            return null;
        }

        Unlink(found);
        Append(found);
        return found;
    }

    public void Add(Conversation conversation)
    {
        if (_byKey.Remove(conversation.Key, out Conversation? replaced))
        {
            Drop(replaced);
        }
        else if (_byKey.Count >= most)
        {
            Forgotten++;
            _byKey.Remove(_first!.Key);
            Drop(_first);
        }

        _byKey.Add(conversation.Key, conversation);
        Append(conversation);
    }

    private void Drop(Conversation conversation)
    {
        Unlink(conversation);
        conversation.Tcp?.Forget();
    }

    private void Append(Conversation conversation)
    {
        (conversation.Earlier, conversation.Later) = (_last, null);
        _first ??= conversation;
        if (_last is { } last)
        {
            last.Later = conversation;
        }

        _last = conversation;
    }

    private void Unlink(Conversation conversation)
    {
        if (conversation.Earlier is { } earlier)
        {
            earlier.Later = conversation.Later;
        }
        else
        {
            _first = conversation.Later;
        }

        if (conversation.Later is { } later)
        {
            later.Earlier = conversation.Earlier;
        }
        else
        {
            _last = conversation.Earlier;
        }
    }
}
