namespace Ojo.Interop.Qlog;

/// <summary>Collects the members of an object that nothing else holds, as they are written.</summary>
internal sealed class JsonRest
{
    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>The object's JSON; nothing where there is no member.</summary>
    public ReadOnlySpan<byte> Json
    {
        get
        {
            if (_length == 0)
            {
                return default;
            }

            _bytes[_length] = (byte)'}';
            return _bytes.AsSpan(0, _length + 1);
        }
    }

    /// <summary>The array's JSON, where only elements were added; nothing where there is none.</summary>
    public ReadOnlySpan<byte> ArrayJson
    {
        get
        {
            if (_length == 0)
            {
                return default;
            }

            (_bytes[0], _bytes[_length]) = ((byte)'[', (byte)']');
            return _bytes.AsSpan(0, _length + 1);
        }
    }

    /// <summary>Begins anew.</summary>
    public void Clear() => _length = 0;

    /// <summary>Adds a member.</summary>
    /// <param name="key">Its key without quotes, with its escapes.</param>
    /// <param name="value">Its value's JSON.</param>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Reserve(key.Length + value.Length + 5);
        _bytes[_length] = _length == 0 ? (byte)'{' : (byte)',';
        _bytes[_length + 1] = (byte)'"';
        key.CopyTo(_bytes.AsSpan(_length + 2));
        _length += key.Length + 2;
        "\":"u8.CopyTo(_bytes.AsSpan(_length));
        _length += 2;
        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
    }

    /// <summary>Adds a member unless all of them would then be larger than that.</summary>
    public void AddUpTo(int most, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (_length + key.Length + value.Length < most)
        {
            Add(key, value);
        }
    }

    /// <summary>Adds a member whose value was read as a scalar.</summary>
    public void AddScalar(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isString)
    {
        if (!isString)
        {
            Add(key, value);
            return;
        }

        Reserve(key.Length + value.Length + 8);
        Add(key, "\""u8);
        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
        _bytes[_length++] = (byte)'"';
    }

    /// <summary>Adds an element.</summary>
    public void AddElement(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length + 3);
        _bytes[_length] = (byte)',';
        value.CopyTo(_bytes.AsSpan(_length + 1));
        _length += value.Length + 1;
    }

    private void Reserve(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }
    }
}
