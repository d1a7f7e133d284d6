namespace SimCamera.Onvif.Auth;

/// <summary>The last ten thousand names that were added, so that a camera that runs for weeks does not fill up. Thread-safe.</summary>
internal sealed class RecentSet
{
    private const int Max = 10_000;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _names = [];
    private readonly Queue<string> _order = new();

    /// <summary>False when it is there already.</summary>
    public bool Add(string name)
    {
        lock (_lock)
        {
            if (!_names.Add(name))
            {
                return false;
            }

            _order.Enqueue(name);
            if (_order.Count > Max)
            {
                _names.Remove(_order.Dequeue());
            }

            return true;
        }
    }

    public bool Contains(string name)
    {
        lock (_lock)
        {
            return _names.Contains(name);
        }
    }
}
