using System.Runtime.InteropServices;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.Recording;

public sealed unsafe class IndexStackTests : IDisposable
{
    private const int Elements = 64;
    private const int Stride = 64;
    private readonly ulong* _head = (ulong*)NativeMemory.AlignedAlloc(64, 64);
    private readonly byte* _elements = (byte*)NativeMemory.AlignedAlloc(Elements * Stride, 64);

    public IndexStackTests() => *_head = 0;

    private IndexStack Stack => new(_head, _elements + 20, Stride);

    public void Dispose()
    {
        NativeMemory.AlignedFree(_head);
        NativeMemory.AlignedFree(_elements);
    }

    [Fact]
    public void The_last_pushed_is_the_first_popped()
    {
        IndexStack stack = Stack;
        Assert.False(stack.TryPop(out _));
        stack.Push(3);
        stack.Push(0);
        stack.Push(63);
        Assert.Equal([63u, 0u, 3u], PopAll(stack));
        Assert.False(stack.TryPop(out _));
    }

    [Fact]
    public void Taking_all_names_every_element_once_and_leaves_nothing()
    {
        IndexStack stack = Stack;
        stack.Push(5);
        stack.Push(6);
        uint first = stack.TakeAll();
        Assert.Equal(7u, first);
        Assert.Equal(6u, stack.After(first - 1));
        Assert.Equal(0u, stack.After(5));
        Assert.Equal(0u, stack.TakeAll());
    }

    [Fact]
    public void No_element_is_ever_in_two_hands()
    {
        IndexStack stack = Stack;
        for (uint index = 0; index < Elements; index++)
        {
            stack.Push(index);
        }

        int[] holders = new int[Elements];
        int doubles = 0;
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, worker =>
        {
            Random random = new(worker);
            List<uint> held = [];
            for (int round = 0; round < 200_000; round++)
            {
                if (random.Next(2) == 0 && stack.TryPop(out uint index))
                {
                    if (Interlocked.Increment(ref holders[index]) != 1)
                    {
                        Interlocked.Increment(ref doubles);
                    }

                    held.Add(index);
                }
                else if (held.Count > 0)
                {
                    uint given = held[^1];
                    held.RemoveAt(held.Count - 1);
                    Interlocked.Decrement(ref holders[given]);
                    stack.Push(given);
                }
            }

            foreach (uint given in held)
            {
                Interlocked.Decrement(ref holders[given]);
                stack.Push(given);
            }
        });

        Assert.Equal(0, doubles);
        Assert.Equal(Enumerable.Range(0, Elements).Select(static n => (uint)n), PopAll(stack).Order());
    }

    private static List<uint> PopAll(IndexStack stack)
    {
        List<uint> popped = [];
        while (stack.TryPop(out uint index))
        {
            popped.Add(index);
        }

        return popped;
    }
}
