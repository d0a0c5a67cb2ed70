// Counts what a process allocates, for a benchmark that shows that training does not.
#ifndef MEANWHILE_ALLOCATIONS_H
#define MEANWHILE_ALLOCATIONS_H

// Whether allocations are counted: with glibc they are.
int allocations_are_counted(void);

// How many blocks all threads together have asked for so far.
long allocations_so_far(void);

#endif
