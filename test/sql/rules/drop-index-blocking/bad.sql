drop index orders_code_idx;
