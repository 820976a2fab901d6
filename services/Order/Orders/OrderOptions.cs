using System.ComponentModel.DataAnnotations;
using Order.Products;

namespace Order.Orders;

/// <summary>How many orders and streams one customer may have; configuration section <c>Orders</c>, beside <see cref="OrderLimits"/>.</summary>
internal sealed class OrderOptions
{
    public const string SectionName = OrderLimits.SectionName;

    /// <summary>How many orders a customer may have unpaid at a time (<c>Orders__Unpaid</c>). Default: 5.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Orders:Unpaid must be at least 1.")]
    public int Unpaid { get; set; } = 5;

    /// <summary>After which time an unpaid order is cancelled and gives its products back (<c>Orders__PaymentTime</c>). Default: 30 minutes. From 1 minute to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00", ErrorMessage = "Orders:PaymentTime must lie between 00:01:00 and 30.00:00:00.")]
    public TimeSpan PaymentTime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How many orders a customer may place within <see cref="RateWindow"/>, cancelled ones included (<c>Orders__Rate</c>). Default: 30.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Orders:Rate must be at least 1.")]
    public int Rate { get; set; } = 30;

    /// <summary>The time that <see cref="Rate"/> is about (<c>Orders__RateWindow</c>). Default: 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Orders:RateWindow must lie between 00:00:01 and 1.00:00:00.")]
    public TimeSpan RateWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many event streams a customer may have open at a time, at all replicas together (<c>Orders__Streams</c>). Default: 20, for as many tabs.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Orders:Streams must be at least 1.")]
    public int Streams { get; set; } = 20;

    /// <summary>How many event streams a customer may open within a minute (<c>Orders__StreamRate</c>). Default: 60.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Orders:StreamRate must be at least 1.")]
    public int StreamRate { get; set; } = 60;
}
