using ChangeDetection.Worker.Checking;
using Xunit;

namespace ChangeDetection.Tests.Worker.Checking;

/// <summary>Places by themselves: who waits for one, and in which order they are given.</summary>
public sealed class CheckPlacesTests : IDisposable
{
    private readonly CheckPlaces _places = new(2, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _places.Dispose();

    [Fact]
    public async Task A_check_leased_ahead_gets_its_place_before_new_ones_begin()
    {
        Assert.Equal(2, await _places.TakeAsync(Cancel));
        var ahead = _places.TryEnterAsync(Cancel);
        var begin = _places.TakeAsync(Cancel);

        _places.Leave();

        Assert.True(await ahead.WaitAsync(Cancel));
        Assert.False(begin.IsCompleted);
        _places.Leave();
        Assert.Equal(1, await begin.WaitAsync(Cancel));
        Assert.Equal(2, _places.Left);
    }

    [Fact]
    public async Task A_check_called_off_while_it_waits_takes_no_place_with_it()
    {
        Assert.Equal(2, await _places.TakeAsync(Cancel));
        using var calledOff = new CancellationTokenSource();
        var ahead = _places.TryEnterAsync(calledOff.Token);
        var begin = _places.TakeAsync(Cancel);

        await calledOff.CancelAsync();

        Assert.False(await ahead.WaitAsync(Cancel));
        _places.Leave();
        Assert.Equal(1, await begin.WaitAsync(Cancel));
    }

    [Fact]
    public async Task Fewer_places_let_nobody_in_until_enough_were_left()
    {
        Assert.Equal(2, await _places.TakeAsync(Cancel));
        _places.Set(1, isPaused: false);
        var ahead = _places.TryEnterAsync(Cancel);

        _places.Leave();
        Assert.False(ahead.IsCompleted);
        _places.Leave();

        Assert.True(await ahead.WaitAsync(Cancel));
    }
}
