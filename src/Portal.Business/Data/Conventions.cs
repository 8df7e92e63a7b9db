using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Portal.Business.Data;

/// <summary>How long texts may be, in characters. A property without a length of its own has <see cref="Name"/>.</summary>
public static class Lengths
{
    public const int Code = 40;
    public const int Name = 200;
    public const int Text = 2000;
    public const int LongText = 20000;
    public const int Unlimited = int.MaxValue;
}

/// <summary>Instants are UTC in the database and come back as UTC.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    at => at.Kind == DateTimeKind.Utc ? at : at.ToUniversalTime(),
    at => DateTime.SpecifyKind(at, DateTimeKind.Utc));

/// <summary>
/// SQLite has no decimal type. Amounts are stored there as integers scaled by the column's decimals, so that the database can add,
/// compare, sort and index them exactly.
/// </summary>
internal static class ScaledDecimal
{
    public static void Apply(IMutableModel model)
    {
        foreach (var property in model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            if (property.ClrType == typeof(decimal) || property.ClrType == typeof(decimal?))
            {
                var factor = (decimal)Math.Pow(10, property.GetScale() ?? 2);
                property.SetValueConverter(new ValueConverter<decimal, long>(
                    value => decimal.ToInt64(Math.Round(value * factor, MidpointRounding.AwayFromZero)),
                    stored => stored / factor));
            }
        }
    }
}

internal static class MappingExtensions
{
    /// <summary>Stores a value (not an entity) as JSON text.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property)
        where T : class? =>
        property
            .HasMaxLength(Lengths.Unlimited)
            .HasConversion(
                new ValueConverter<T, string>(
                    value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
                    stored => JsonSerializer.Deserialize<T>(stored, JsonSerializerOptions.Web)!),
                new ValueComparer<T>(
                    (a, b) => JsonSerializer.Serialize(a, JsonSerializerOptions.Web) == JsonSerializer.Serialize(b, JsonSerializerOptions.Web),
                    value => value == null ? 0 : JsonSerializer.Serialize(value, JsonSerializerOptions.Web).GetHashCode(StringComparison.Ordinal),
                    value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!));

    /// <summary>The same for a value of which no part ever changes: it is its own snapshot, and compared as it compares itself.</summary>
    public static PropertyBuilder<T> AsFrozenJson<T>(this PropertyBuilder<T> property)
        where T : class? =>
        property
            .HasMaxLength(Lengths.Unlimited)
            .HasConversion(
                new ValueConverter<T, string>(
                    value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
                    stored => JsonSerializer.Deserialize<T>(stored, JsonSerializerOptions.Web)!),
                new ValueComparer<T>((a, b) => Equals(a, b), value => value == null ? 0 : value.GetHashCode(), value => value));

    /// <summary>A rate of exchange: as many decimals as the table of rates has.</summary>
    public static PropertyBuilder<decimal> ExchangeRate(this PropertyBuilder<decimal> property) => property.HasPrecision(18, Accounting.Currencies.ExchangeRate.Decimals);

    /// <inheritdoc cref="ExchangeRate(PropertyBuilder{decimal})" />
    public static PropertyBuilder<decimal?> ExchangeRate(this PropertyBuilder<decimal?> property) => property.HasPrecision(18, Accounting.Currencies.ExchangeRate.Decimals);

    /// <summary>A quantity: four decimals.</summary>
    public static PropertyBuilder<decimal> Quantity(this PropertyBuilder<decimal> property) => property.HasPrecision(18, 4);

    /// <summary>A unit price: six decimals.</summary>
    public static PropertyBuilder<decimal> UnitPrice(this PropertyBuilder<decimal> property) => property.HasPrecision(18, 6);

    /// <summary>A percentage (9.975 means 9.975 %): six decimals.</summary>
    public static PropertyBuilder<decimal> Percent(this PropertyBuilder<decimal> property) => property.HasPrecision(12, 6);

    /// <inheritdoc cref="Percent(PropertyBuilder{decimal})" />
    public static PropertyBuilder<decimal?> Percent(this PropertyBuilder<decimal?> property) => property.HasPrecision(12, 6);
}

/// <summary>A text is longer than its column. Use cases answer it with a refusal (<see cref="Saving"/>).</summary>
public sealed class TextTooLongException(string property, int longest) : Exception($"{property} holds at most {longest} characters.")
{
    public string Property { get; } = property;

    public int Longest { get; } = longest;

    internal static void ThrowIf(string text, IReadOnlyProperty property)
    {
        if (property.GetMaxLength() is { } longest && longest > 0 && text.Length > longest)
        {
            throw new TextTooLongException(property.Name, longest);
        }
    }
}
