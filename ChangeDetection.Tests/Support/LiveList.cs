using System.Text.Json;
using System.Text.Json.Serialization;
using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeDetection.Tests.Support;

/// <summary>A live connection with the model that a client keeps of its part of a list; an update that does not fit is noted, not mended.</summary>
internal sealed class LiveList : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<WatchId, WatchSummary> _rows = [];
    private readonly List<ListUpdate> _updates = [];
    private IReadOnlyList<WatchId> _order = [];
    private int _view;
    private long _at;

    private LiveList(HubConnection hub) => Hub = hub;

    public HubConnection Hub { get; }

    /// <summary>All updates received, oldest first.</summary>
    public IReadOnlyList<ListUpdate> Updates
    {
        get
        {
            lock (_gate)
                return [.. _updates];
        }
    }

    /// <summary>The rows as the client shows them.</summary>
    public IReadOnlyList<WatchSummary> Rows
    {
        get
        {
            lock (_gate)
                return [.. _order.Select(id => _rows[id])];
        }
    }

    public LiveTotals? Totals { get; private set; }

    public int Count { get; private set; }

    /// <summary>What was wrong with an update; null when every one fitted.</summary>
    public string? Misfit { get; private set; }

    /// <summary>A connection not yet open, that reads the contract's words.</summary>
    public static HubConnection HubAt(Uri address) => new HubConnectionBuilder().WithUrl(new Uri(address, "live"))
        .AddJsonProtocol(json => json.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase))).Build();

    public static async Task<LiveList> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var hub = HubAt(address);
        var list = new LiveList(hub);
        hub.On<ListUpdate>(nameof(IWatchClient.ListChanged), list.Take);
        await hub.StartAsync(cancellationToken);
        return list;
    }

    public Task FollowAsync(ListRequest? list, int first, int count, CancellationToken cancellationToken) => AskAsync("Follow", list, first, count, cancellationToken);

    public Task LookAsync(int first, int count, CancellationToken cancellationToken) => AskAsync("Look", null, first, count, cancellationToken);

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    private Task AskAsync(string method, ListRequest? list, int first, int count, CancellationToken cancellationToken)
    {
        int view;
        lock (_gate)
            view = ++_view;
        return Hub.InvokeAsync(method, new ViewRequest { View = view, List = list, First = first, Count = count }, cancellationToken);
    }

    private void Take(ListUpdate update)
    {
        lock (_gate)
        {
            _updates.Add(update);
            if (update.View != _view)
                return;
            if (update.IsWhole)
                _rows.Clear();
            else if (update.From != _at)
                Misfit ??= $"The client is at {_at}, the update begins at {update.From}.";
            (_at, Count, Totals, _order) = (update.To, update.Count, update.Totals ?? Totals, update.Order ?? _order);
            foreach (var row in update.Rows ?? [])
                _rows[row.Id] = row;
            foreach (var id in _rows.Keys.Except(_order).ToList())
                _rows.Remove(id);
            if (_order.All(_rows.ContainsKey) && ListHash.Of([.. _order.Select(id => _rows[id])]) != update.Hash)
                Misfit ??= "The prints differ.";
        }
    }
}
