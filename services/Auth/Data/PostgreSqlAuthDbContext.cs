using Microsoft.EntityFrameworkCore;

namespace Auth.Data;

/// <summary>The context with the migrations for PostgreSQL.</summary>
public sealed class PostgreSqlAuthDbContext(DbContextOptions<PostgreSqlAuthDbContext> options) : AuthDbContext(options);
